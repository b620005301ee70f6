package chat.parley.messaging.conversation;

import chat.parley.messaging.log.MessageLog;
import chat.parley.messaging.membership.MemberDocument;
import chat.parley.messaging.membership.Memberships;
import chat.parley.protocol.chat.EntryPage;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.util.List;
import java.util.function.LongFunction;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Pages of a conversation's log, keyed by seq and bounded on both sides: they cost the same wherever they are.
/// Reading changes nothing. A member sees what was written since joining.
@Component
class History {
    private final Memberships memberships;
    private final MessageLog log;

    History(Memberships memberships, MessageLog log) {
        this.memberships = memberships;
        this.log = log;
    }

    /// A stretch of the log, both ends included.
    record Range(long from, long to) {}

    /// Entries `from..to`; the caller keeps them within a page.
    Mono<EntryPage> between(UserId me, ChatId chatId, Range range) {
        return page(me, chatId, head -> range);
    }

    /// The last `limit` entries below `before`.
    Mono<EntryPage> before(UserId me, ChatId chatId, long before, int limit) {
        return page(me, chatId, head -> {
            long to = Math.min(before - 1, head);
            return new Range(to - limit + 1, to);
        });
    }

    private Mono<EntryPage> page(UserId me, ChatId chatId, LongFunction<Range> range) {
        return memberships
                .member(chatId, me)
                .switchIfEmpty(Mono.error(Conversations::notFound))
                .flatMap(row -> log.heads(List.of(chatId)).flatMap(heads -> read(row, head(heads), range)));
    }

    private Mono<EntryPage> read(MemberDocument row, long head, LongFunction<Range> range) {
        Range wanted = range.apply(head);
        long from = Math.max(wanted.from(), row.visibleFrom());
        if (from > wanted.to()) {
            return Mono.just(new EntryPage(row.chatId(), List.of(), head));
        }
        return log.read(row.chatId(), from, wanted.to()).map(entries -> new EntryPage(row.chatId(), entries, head));
    }

    private static long head(List<Head> heads) {
        return heads.stream().mapToLong(Head::seq).findFirst().orElse(0);
    }
}
