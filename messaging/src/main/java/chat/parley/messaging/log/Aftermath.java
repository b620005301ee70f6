package chat.parley.messaging.log;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What follows an append and nobody waits for: the head's hint, and the cursors of those who wrote.
///
/// One write is on its way per conversation; what comes meanwhile is merged into the next, so that it stays small
/// under any load. Lost by a crash without harm: hints are verified by whoever reads them. Inside [Serial] only.
final class Aftermath {
    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);
    private static final int MAX_SENDERS = 200;

    private final LogParts parts;
    private final Serial serial;
    private final Map<UserId, Head> senders = new LinkedHashMap<>();
    private @Nullable LogEntry head;
    private LogEntry.@Nullable Message preview;
    private boolean busy;

    Aftermath(LogParts parts, Serial serial) {
        this.parts = parts;
        this.serial = serial;
    }

    /// Notes these entries, ascending, newer than all before.
    void add(List<StoredEntry> entries) {
        for (StoredEntry stored : entries) {
            LogEntry entry = stored.entry();
            head = entry;
            if (entry instanceof LogEntry.Message message) {
                preview = message;
            }
            if (senders.size() < MAX_SENDERS || senders.containsKey(stored.sender())) {
                senders.put(stored.sender(), new Head(entry.chatId(), entry.seq(), entry.ordinal()));
            }
        }
        next();
    }

    private void next() {
        LogEntry newest = head;
        if (busy || newest == null) {
            return;
        }
        busy = true;
        LogEntry.Message before = preview;
        Map<UserId, Head> cursors = Map.copyOf(senders);
        head = null;
        senders.clear();
        Mono<Void> writing = Mono.defer(() -> parts.hints().note(newest, before).then(advance(cursors)));
        Disposable unused = writing.subscribe(
                nothing -> {}, error -> serial.run(() -> failed(error)), () -> serial.run(this::done));
    }

    private Mono<Void> advance(Map<UserId, Head> cursors) {
        return Flux.fromIterable(cursors.entrySet())
                .concatMap(cursor -> parts.cursors().sent(cursor.getKey(), cursor.getValue()))
                .then();
    }

    private void failed(Throwable error) {
        LOG.debug("Hints were not written: {}", error.toString());
        done();
    }

    private void done() {
        busy = false;
        next();
    }
}
