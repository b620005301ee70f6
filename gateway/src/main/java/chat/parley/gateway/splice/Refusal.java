package chat.parley.gateway.splice;

import chat.parley.edge.problem.ProblemException;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Map;
import java.util.Optional;

/// Why a socket is not opened. It waits on the connection while the request goes on to HTTP, where it is answered as
/// every other refusal is: by the same filters, in the same form, with the same headers.
sealed interface Refusal {
    AttributeKey<Refusal> KEY = AttributeKey.valueOf(Refusal.class, "refusal");

    /// Ours.
    record Problem(ProblemException problem) implements Refusal {}

    /// A version of the WebSocket protocol that nobody here speaks.
    record WrongVersion() implements Refusal {}

    /// That of messaging, passed on as it came.
    ///
    /// @param headers those that mean something to the caller
    record OfService(int status, Map<String, String> headers, byte[] body) implements Refusal {}

    /// Leaves it for whoever answers.
    default void leaveOn(Channel caller) {
        caller.attr(KEY).set(this);
    }

    /// What was left, once.
    static Optional<Refusal> takeFrom(Channel caller) {
        return Optional.ofNullable(caller.attr(KEY).getAndSet(null));
    }
}
