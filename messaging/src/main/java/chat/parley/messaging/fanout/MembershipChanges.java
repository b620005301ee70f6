package chat.parley.messaging.fanout;

import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.util.concurrent.ArrayBlockingQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// What is left to do after somebody came to a conversation or left it, in the order in which it was heard.
///
/// Bounded: with [#CAPACITY] waiting, further ones are dropped; those people are put right when they next connect, and
/// by the log's own notices where the conversation is followed here.
final class MembershipChanges {
    static final int CAPACITY = 10_000;

    /// One of them.
    sealed interface Change {
        /// Connections were subscribed because the log said so; Redis and the log have yet to follow.
        record Subscribed(ChatId chat) implements Change {}

        /// Another node says that this person became a member.
        record SaidAdded(UserId user, ChatId chat) implements Change {}

        /// Another node says that this person is no longer a member.
        record SaidRemoved(UserId user, ChatId chat) implements Change {}
    }

    private final Sinks.Many<Change> changes =
            Sinks.unsafe().many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(CAPACITY));

    /// False when there is no room.
    synchronized boolean offer(Change change) {
        return changes.tryEmitNext(change).isSuccess();
    }

    /// To be subscribed once.
    Flux<Change> all() {
        return changes.asFlux();
    }
}
