package chat.parley.messaging.live;

import static java.util.Objects.requireNonNull;

import chat.parley.messaging.block.Separation;
import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.fanout.Audience;
import chat.parley.messaging.fanout.Joined;
import chat.parley.protocol.Limits;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.live.Cursor;
import chat.parley.protocol.live.ServerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Brings a new connection up to date: subscribe to all conversations, then heads, then what its cursors lack (C6).
///
/// While the store is away the connection stays and is told so once; this is tried again until it works or the
/// connection ends. What a second attempt repeats is the same, and harmless.
final class Synchronisation {
    private static final Logger LOG = LoggerFactory.getLogger(Synchronisation.class);
    private static final long RETRY_AFTER_MS = 2_000;
    private static final Retry UNTIL_DONE =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500)).maxBackoff(Duration.ofSeconds(5));

    private final Chats chats;
    private final Audience audience;
    private final EntryPages pages;
    private final Separation separation;

    Synchronisation(Chats chats, Audience audience, EntryPages pages, Separation separation) {
        this.separation = separation;
        this.chats = chats;
        this.audience = audience;
        this.pages = pages;
    }

    Mono<Void> run(Connection connection, List<Cursor> cursors) {
        boolean[] told = new boolean[1];
        separation.expect(connection.userId());
        return audience.listen(connection)
                .then(Mono.defer(() -> attempt(connection, cursors)))
                .doOnError(failure -> report(connection, failure, told))
                .retryWhen(UNTIL_DONE);
    }

    private Mono<Void> attempt(Connection connection, List<Cursor> cursors) {
        return chats.of(connection.userId())
                .flatMap(mine -> follow(connection, mine).flatMap(heads -> catchUp(connection, cursors, mine, heads)));
    }

    private Mono<List<Head>> follow(Connection connection, List<Joined> mine) {
        int frames = Math.max(1, Math.ceilDiv(mine.size(), Limits.HEADS_PER_FRAME));
        return audience.follow(connection, mine)
                .defaultIfEmpty(List.of())
                .index((index, heads) -> new ServerEvent.Heads(heads, index < frames - 1))
                .concatMap(event -> tell(connection, event))
                .collect(ArrayList<Head>::new, List::addAll)
                .delayUntil(ignored -> dropThoseLeft(connection, mine))
                .map(List::copyOf);
    }

    private static Mono<List<Head>> tell(Connection connection, ServerEvent.Heads event) {
        return connection
                .drained()
                .doOnSuccess(ignored -> connection.say(event))
                .thenReturn(event.heads());
    }

    /// Who was removed between the question for the conversations and the subscription is found by asking again.
    private Mono<Void> dropThoseLeft(Connection connection, List<Joined> mine) {
        return chats.of(connection.userId())
                .map(Synchronisation::chatsOf)
                .doOnNext(now -> drop(connection, mine, now))
                .then();
    }

    private void drop(Connection connection, List<Joined> before, Set<ChatId> now) {
        before.stream().map(Joined::chatId).filter(chat -> !now.contains(chat)).forEach(chat -> drop(connection, chat));
    }

    private void drop(Connection connection, ChatId chat) {
        audience.unfollow(connection, chat);
        connection.say(new ServerEvent.Removed(chat));
    }

    private static Set<ChatId> chatsOf(List<Joined> memberships) {
        return memberships.stream().map(Joined::chatId).collect(Collectors.toSet());
    }

    private Mono<Void> catchUp(Connection connection, List<Cursor> cursors, List<Joined> mine, List<Head> heads) {
        Map<ChatId, Joined> joined = mine.stream().collect(Collectors.toMap(Joined::chatId, Function.identity()));
        Map<ChatId, Head> byChat = heads.stream().collect(Collectors.toMap(Head::chatId, Function.identity()));
        return Flux.fromIterable(cursors)
                .filter(cursor -> audience.follows(connection, cursor.chatId()))
                .concatMap(cursor -> Mono.justOrEmpty(byChat.get(cursor.chatId()))
                        .flatMap(head ->
                                pages.catchUp(connection, cursor, requireNonNull(joined.get(cursor.chatId())), head)))
                .then();
    }

    private static void report(Connection connection, Throwable failure, boolean[] told) {
        if (told[0]) {
            return;
        }
        told[0] = true;
        LOG.warn("Connection {} could not be brought up to date yet: {}", connection.id(), failure.toString());
        ErrorCode code = ErrorCode.UNAVAILABLE;
        connection.say(new ServerEvent.Refused(code, code.title(), null, null, RETRY_AFTER_MS));
    }
}
