package chat.parley.protocol.event;

import chat.parley.protocol.Check;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// Something about a person changed, of which other services may have kept a copy: drop it, and ask again when needed.
///
/// On the topic exchange [#EXCHANGE] as JSON under its routing key, at least once, perhaps late and in any order; and
/// on
/// the Redis channel [#HINTS], at once and perhaps never. So it says what changed, not what it is now.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface IdentityEvent {
    /// The AMQP exchange: topic, durable.
    String EXCHANGE = "identity.events";
    /// The Redis channel.
    String HINTS = "identity:events";
    /// All routing keys.
    String ALL = "user.*";

    /// About whom.
    UserId userId();

    /// Its routing key.
    String routingKey();

    /// Has another name, or shows something else of themselves.
    @JsonTypeName("renamed")
    record Renamed(UserId userId) implements IdentityEvent {
        public Renamed {
            Check.present(userId, "userId");
        }

        @Override
        public String routingKey() {
            return "user.renamed";
        }
    }

    /// Blocked this other person, or does so no longer.
    @JsonTypeName("blocked")
    record Blocked(UserId userId, UserId otherId) implements IdentityEvent {
        public Blocked {
            Check.present(userId, "userId");
            Check.present(otherId, "otherId");
        }

        @Override
        public String routingKey() {
            return "user.blocked";
        }
    }

    /// Was suspended: every session ended.
    @JsonTypeName("suspended")
    record Suspended(UserId userId) implements IdentityEvent {
        public Suspended {
            Check.present(userId, "userId");
        }

        @Override
        public String routingKey() {
            return "user.suspended";
        }
    }

    /// Is no longer: every session ended.
    @JsonTypeName("erased")
    record Erased(UserId userId) implements IdentityEvent {
        public Erased {
            Check.present(userId, "userId");
        }

        @Override
        public String routingKey() {
            return "user.erased";
        }
    }

    /// One session ended.
    @JsonTypeName("signed-out")
    record SignedOut(UserId userId, SessionId sessionId) implements IdentityEvent {
        public SignedOut {
            Check.present(userId, "userId");
            Check.present(sessionId, "sessionId");
        }

        @Override
        public String routingKey() {
            return "user.signed-out";
        }
    }
}
