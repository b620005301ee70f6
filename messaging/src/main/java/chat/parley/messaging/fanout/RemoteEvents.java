package chat.parley.messaging.fanout;

import chat.parley.messaging.fanout.MembershipChanges.Change;
import chat.parley.messaging.log.Batch;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.live.ServerEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Takes what other nodes say. Runs on the thread that reads from Redis: it only hands on, and one bad message does not
/// end the listening.
final class RemoteEvents {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteEvents.class);
    private static final ObjectReader EVENTS = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(ServerEvent.class);

    private final EnvelopeCodec codec;
    private final LogFeed feed;
    private final FanOut fanOut;
    private final MembershipChanges changes;

    RemoteEvents(EnvelopeCodec codec, LogFeed feed, FanOut fanOut, MembershipChanges changes) {
        this.codec = codec;
        this.feed = feed;
        this.fanOut = fanOut;
        this.changes = changes;
    }

    void message(String channel, byte[] bytes) {
        try {
            codec.decode(bytes).ifPresent(this::take);
        } catch (RuntimeException defect) {
            LOG.warn("Ignored a message on channel {}", channel, defect);
        }
    }

    private void take(Envelope envelope) {
        switch (envelope) {
            case Envelope.Entries entries -> feed.received(batch(entries));
            case Envelope.ToChat toChat -> fanOut.deliver(toChat.chat(), toChat.about(), toChat.frame());
            case Envelope.ToUser toUser -> fanOut.deliver(toUser.user(), toUser.frame());
            case Envelope.Added added -> remember(new Change.SaidAdded(added.user(), added.chat()));
            case Envelope.Removed removed -> remember(new Change.SaidRemoved(removed.user(), removed.chat()));
        }
    }

    private void remember(Change change) {
        if (!changes.offer(change)) {
            LOG.warn("Too many membership changes at once: one was dropped");
        }
    }

    private static Batch batch(Envelope.Entries entries) {
        Head head = entries.head();
        byte[] frame = entries.frame().bytes();
        List<LogEntry.Notice> notices = entries.notices() ? notices(frame) : List.of();
        return new Batch(entries.chat(), entries.firstSeq(), head, notices, frame);
    }

    private static List<LogEntry.Notice> notices(byte[] frame) {
        ServerEvent event = EVENTS.readValue(frame);
        if (!(event instanceof ServerEvent.Entries entries)) {
            throw new IllegalArgumentException("not an entries frame");
        }
        return entries.entries().stream()
                .filter(LogEntry.Notice.class::isInstance)
                .map(LogEntry.Notice.class::cast)
                .toList();
    }
}
