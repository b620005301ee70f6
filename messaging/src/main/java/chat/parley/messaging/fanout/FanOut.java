package chat.parley.messaging.fanout;

import chat.parley.messaging.block.Separation;
import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.connection.EventFrames;
import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.log.Batch;
import chat.parley.messaging.log.LogListener;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.ServerEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From the log, and from people, to connections: those of this node first, then the other nodes through Redis.
///
/// Called for each conversation in order; what it offers to a connection keeps that order. Whoever is removed gets
/// nothing of the batch that says so; whoever is added gets what comes after it.
public final class FanOut implements LogListener, Signals {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

    private final ConnectionRegistry registry;
    private final Publisher publisher;
    private final MembershipChanges changes;
    private final HeadChanges heads;
    private final Departures departures;
    private final Separation separation;

    FanOut(
            ConnectionRegistry registry,
            Publisher publisher,
            MembershipChanges changes,
            HeadChanges heads,
            Departures departures,
            Separation separation) {
        this.separation = separation;
        this.registry = registry;
        this.publisher = publisher;
        this.changes = changes;
        this.heads = heads;
        this.departures = departures;
    }

    /// Without other nodes.
    public static FanOut local(ConnectionRegistry registry, Separation separation) {
        return local(registry, ignored -> {}, separation);
    }

    /// Without other nodes.
    static FanOut local(ConnectionRegistry registry, Departures departures, Separation separation) {
        Publisher nobody = new Publisher(new EnvelopeCodec(0), Runnable::run);
        return new FanOut(registry, nobody, new MembershipChanges(), new HeadChanges(), departures, separation);
    }

    @Override
    public void applied(Batch batch, boolean own) {
        try {
            spread(batch, own);
        } catch (RuntimeException | Error defect) {
            // What is thrown out of here would leave the log of the conversation standing still.
            LOG.error("A batch could not be handed to the connections of conversation {}", batch.chatId(), defect);
        }
    }

    @Override
    public void toChat(ChatId chat, UserId about, ServerEvent event) {
        Frame frame = EventFrames.of(event);
        deliver(chat, about, frame);
        publisher.publish(new Topic.Chat(chat), new Envelope.ToChat(chat, about, frame));
    }

    @Override
    public void toUser(UserId user, ServerEvent event) {
        Frame frame = EventFrames.of(event);
        deliver(user, frame);
        publisher.publish(new Topic.Person(user), new Envelope.ToUser(user, frame));
    }

    /// To the connections of this node that follow the conversation and may hear of this person.
    void deliver(ChatId chat, UserId about, Frame frame) {
        registry.of(chat).stream()
                .filter(connection -> !separation.apart(connection.userId(), about))
                .forEach(connection -> connection.offer(frame));
    }

    /// To this person's connections on this node.
    void deliver(UserId user, Frame frame) {
        registry.of(user).forEach(connection -> connection.offer(frame));
    }

    /// Nothing more of this conversation for this person's connections here.
    void expel(UserId user, ChatId chat) {
        registry.of(user).stream()
                .filter(connection -> registry.unsubscribe(connection, chat))
                .forEach(connection -> connection.say(new ServerEvent.Removed(chat)));
        departures.departed(user);
    }

    private void spread(Batch batch, boolean own) {
        batch.notices().stream().filter(FanOut::takesAway).forEach(this::expel);
        deliver(batch);
        heads.moved(batch.head());
        for (int i = 0; i < batch.notices().size(); i++) {
            admit(batch.notices(), i);
        }
        if (own) {
            publish(batch);
        }
    }

    /// Not to who joined in the middle of it, or later: the entries before are not for them. What they lack of it they
    /// find missing and ask for.
    private void deliver(Batch batch) {
        Frame frame = Frame.lasting(batch.frame());
        registry.forEachReader(batch.chatId(), batch.firstSeq(), connection -> connection.offer(frame));
    }

    private void expel(LogEntry.Notice notice) {
        notice.subjects().forEach(user -> expel(user, notice.chatId()));
    }

    /// Whoever was taken away again by a later notice of the same batch stays out.
    private void admit(List<LogEntry.Notice> notices, int index) {
        LogEntry.Notice notice = notices.get(index);
        if (!bringsIn(notice)) {
            return;
        }
        List<LogEntry.Notice> later = notices.subList(index + 1, notices.size());
        notice.subjects().stream()
                .filter(user -> later.stream()
                        .noneMatch(next -> takesAway(next) && next.subjects().contains(user)))
                .forEach(user -> admit(user, new Joined(notice.chatId(), notice.seq())));
    }

    private void admit(UserId user, Joined joined) {
        registry.of(user).stream()
                .filter(connection -> registry.subscribe(connection, joined))
                .forEach(connection -> admitted(connection, joined.chatId()));
    }

    private void admitted(Connection connection, ChatId chat) {
        if (!changes.offer(new MembershipChanges.Change.Subscribed(chat))) {
            LOG.warn("Too many membership changes at once: conversation {} is followed without hints", chat);
        }
        connection.say(new ServerEvent.Added(chat));
    }

    private void publish(Batch batch) {
        ChatId chat = batch.chatId();
        Frame frame = Frame.lasting(batch.frame());
        boolean notices = !batch.notices().isEmpty();
        publisher.publish(
                new Topic.Chat(chat), new Envelope.Entries(chat, batch.firstSeq(), batch.head(), notices, frame));
        batch.notices().forEach(this::tellSubjects);
    }

    private void tellSubjects(LogEntry.Notice notice) {
        notice.subjects().forEach(user -> tellSubject(user, notice));
    }

    private void tellSubject(UserId user, LogEntry.Notice notice) {
        Topic topic = new Topic.Person(user);
        if (bringsIn(notice)) {
            publisher.publish(topic, new Envelope.Added(user, notice.chatId()));
        } else if (takesAway(notice)) {
            publisher.publish(topic, new Envelope.Removed(user, notice.chatId()));
        }
    }

    private static boolean bringsIn(LogEntry.Notice notice) {
        return notice.kind() == NoticeKind.CREATED || notice.kind() == NoticeKind.JOINED;
    }

    private static boolean takesAway(LogEntry.Notice notice) {
        return notice.kind() == NoticeKind.LEFT || notice.kind() == NoticeKind.REMOVED;
    }
}
