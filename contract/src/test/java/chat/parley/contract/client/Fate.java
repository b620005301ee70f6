package chat.parley.contract.client;

import tools.jackson.databind.JsonNode;

/// What became of a send.
public sealed interface Fate {
    /// Acknowledged.
    record Stored(String id, long seq, boolean duplicate) implements Fate {}

    /// Surely not stored by this attempt.
    record Refused(String code, long retryAfterMs) implements Fate {}

    /// Nobody knows.
    record Unknown() implements Fate {}

    /// An `ack`, or the body of an answer to it.
    static Fate ofAck(JsonNode ack) {
        return new Stored(
                ack.path("id").stringValue(""),
                ack.path("seq").longValue(0),
                ack.path("duplicate").booleanValue(false));
    }

    /// An `error`, or a problem.
    static Fate ofError(JsonNode error) {
        String code = error.path("code").stringValue("");
        return code.equals("OUTCOME_UNKNOWN")
                ? new Unknown()
                : new Refused(code, error.path("retryAfterMs").longValue(0));
    }
}
