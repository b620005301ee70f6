package chat.parley.gateway.splice;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Map;
import java.util.Optional;

/// Why a socket is not opened. HTTP answers it as every other refusal: by the same filters, in the same form, with the
/// same headers. What HTTP cannot see itself waits on the connection
/// for it.
sealed interface Refusal {
    AttributeKey<Refusal> KEY = AttributeKey.valueOf(Refusal.class, "refusal");

    /// Ours.
    record Problem(ProblemException problem) implements Refusal {}

    /// A version of the WebSocket protocol that nobody here speaks.
    record WrongVersion() implements Refusal {}

    /// That of messaging, passed on as it came.
    ///
    /// @param headers those that mean something to the caller
    /// @param body text
    record OfService(int status, Map<String, String> headers, String body) implements Refusal {}

    /// Of a request that two readers could understand differently.
    static Refusal malformed() {
        return new Problem(new ProblemException(ErrorCode.BAD_REQUEST, "The request is malformed."));
    }

    /// Leaves it for whoever answers.
    default void leaveOn(Channel caller) {
        caller.attr(KEY).set(this);
    }

    /// What was left, once.
    static Optional<Refusal> takeFrom(Channel caller) {
        return Optional.ofNullable(caller.attr(KEY).getAndSet(null));
    }
}
