package chat.parley.protocol.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a person may do in the whole installation. Each may do what those before it may.
public enum AccountRole {
    /// What everybody may.
    @JsonProperty("user")
    USER,
    /// See accounts, suspend them and let them in again.
    @JsonProperty("moderator")
    MODERATOR,
    /// Give roles, read the audit log.
    @JsonProperty("admin")
    ADMIN;

    /// The role of this name; empty for what is none.
    public static Optional<AccountRole> of(@Nullable String value) {
        return Arrays.stream(values())
                .filter(role -> role.value().equals(value))
                .findFirst();
    }

    /// As tokens, bodies and stores write it.
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it may do what that one may.
    public boolean isAtLeast(AccountRole other) {
        return compareTo(other) >= 0;
    }

    /// Those that may more.
    public List<AccountRole> higher() {
        return Arrays.stream(values()).filter(role -> compareTo(role) < 0).toList();
    }
}
