package chat.parley.messaging.log;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Loads the roster as of the head, and completes its projection where a crash left it behind: notices form a chain,
/// walked back from the head to what the projection knows, and applied again in order.
final class RosterRepair {
    private static final int MAX_MISSING = 1_000;

    private final ChatId chatId;
    private final LogParts parts;

    /// Head and roster of the same moment.
    record Loaded(Head head, Roster roster) {}

    private record Step(LogEntry.Notice notice, Roster before, Roster after) {}

    RosterRepair(ChatId chatId, LogParts parts) {
        this.chatId = chatId;
        this.parts = parts;
    }

    Mono<Loaded> load() {
        return parts.store().newest(chatId).flatMap(this::asOf).switchIfEmpty(Mono.fromSupplier(this::nothing));
    }

    private Loaded nothing() {
        return new Loaded(new Head(chatId, 0, 0), Roster.NOBODY);
    }

    private Mono<Loaded> asOf(StoredEntry newest) {
        Head head = new Head(chatId, newest.seq(), newest.entry().ordinal());
        return parts.rosters()
                .load(chatId)
                .flatMap(projected -> complete(projected, newest.noticesSeq()))
                .map(roster -> new Loaded(head, roster));
    }

    private Mono<Roster> complete(Roster projected, long noticesSeq) {
        if (projected.asOf() >= noticesSeq) {
            return Mono.just(projected);
        }
        return missing(projected.asOf(), noticesSeq).flatMap(chain -> replay(projected, chain));
    }

    private Mono<Roster> replay(Roster projected, Deque<LogEntry.Notice> chain) {
        List<Step> steps = new ArrayList<>();
        Roster roster = projected;
        for (LogEntry.Notice notice : chain) {
            Roster after = roster.after(notice);
            steps.add(new Step(notice, roster, after));
            roster = after;
        }
        return Flux.fromIterable(steps)
                .concatMap(step -> parts.rosters().project(step.notice(), step.before(), step.after()))
                .then(Mono.just(roster));
    }

    /// The notices after `known` up to `last`, ascending.
    private Mono<Deque<LogEntry.Notice>> missing(long known, long last) {
        return notice(last)
                .expand(stored -> stored.previousNotice() > known ? notice(stored.previousNotice()) : Mono.empty())
                .take(MAX_MISSING)
                .collect(ArrayDeque::new, (chain, stored) -> chain.addFirst((LogEntry.Notice) stored.entry()));
    }

    private Mono<StoredEntry> notice(long seq) {
        return parts.store().read(chatId, seq, seq).map(found -> found.getFirst());
    }
}
