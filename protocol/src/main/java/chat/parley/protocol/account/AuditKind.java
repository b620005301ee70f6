package chat.parley.protocol.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the audit log knows.
public enum AuditKind {
    /// Somebody signed in.
    @JsonProperty("signed-in")
    SIGNED_IN("signed-in"),
    /// Somebody got another role.
    @JsonProperty("role-changed")
    ROLE_CHANGED("role-changed"),
    /// An account was suspended.
    @JsonProperty("suspended")
    SUSPENDED("suspended"),
    /// A suspension was lifted.
    @JsonProperty("unsuspended")
    UNSUSPENDED("unsuspended"),
    /// Somebody took a copy of their data along.
    @JsonProperty("exported")
    EXPORTED("exported"),
    /// An account was erased.
    @JsonProperty("deleted")
    DELETED("deleted");

    private final String value;

    AuditKind(String value) {
        this.value = value;
    }

    /// The kind of this name; empty for what is none.
    public static Optional<AuditKind> of(@Nullable String value) {
        return Arrays.stream(values()).filter(kind -> kind.value.equals(value)).findFirst();
    }

    /// As bodies and the store write it.
    public String value() {
        return value;
    }
}
