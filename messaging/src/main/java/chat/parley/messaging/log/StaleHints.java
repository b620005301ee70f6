package chat.parley.messaging.log;

import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/// Repairs hints of heads that a reader found behind the log, so that a crash costs one reader a query, not all of them
/// until somebody writes again. Nobody waits for it, as with [Aftermath].
///
/// One repair is on its way per node, a bounded number waits; the rest is left to the next who reads.
final class StaleHints {
    /// Conversations that wait for their repair.
    static final int MAX_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(StaleHints.class);

    private final LogParts parts;
    private final Serial serial = new Serial();
    private final SequencedMap<ChatId, Stale> waiting = new LinkedHashMap<>();
    private boolean busy;

    private record Stale(LogEntry newest, long hinted) {}

    StaleHints(LogParts parts) {
        this.parts = parts;
    }

    /// The log goes on to `newest`, the hint said `hinted`.
    void found(LogEntry newest, long hinted) {
        serial.run(() -> {
            if (waiting.size() < MAX_WAITING || waiting.containsKey(newest.chatId())) {
                waiting.put(newest.chatId(), new Stale(newest, hinted));
                next();
            }
        });
    }

    private void next() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        Stale first = waiting.pollFirstEntry().getValue();
        Disposable unused = Mono.defer(() -> repair(first))
                .subscribe(nothing -> {}, error -> serial.run(() -> failed(error)), () -> serial.run(this::done));
    }

    /// The preview goes with the head: whoever finds the head right believes the preview, too.
    private Mono<Void> repair(Stale stale) {
        LogEntry newest = stale.newest();
        if (newest instanceof LogEntry.Message message) {
            return parts.hints().note(newest, message);
        }
        long from = Math.max(stale.hinted(), newest.seq() - LogStore.PAGE) + 1;
        return parts.store()
                .read(newest.chatId(), from, newest.seq())
                .flatMap(page -> parts.hints().note(newest, lastMessage(page)));
    }

    private static LogEntry.@Nullable Message lastMessage(List<StoredEntry> page) {
        for (StoredEntry stored : page.reversed()) {
            if (stored.entry() instanceof LogEntry.Message message) {
                return message;
            }
        }
        return null;
    }

    private void failed(Throwable error) {
        LOG.debug("A stale hint was not repaired: {}", error.toString());
        done();
    }

    private void done() {
        busy = false;
        next();
    }
}
