package chat.parley.protocol.account;

import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.id.UserId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bodies of `/api/v1/admin`, for moderators and admins. Each constructor throws
/// [chat.parley.protocol.error.InvalidInput].
public final class AdminBodies {
    private AdminBodies() {}

    /// A page of accounts, in the order of their addresses.
    ///
    /// @param next to be sent as `after` for the next page; absent on the last one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AccountPage(
            List<AccountView> users, @Nullable String next) {
        public AccountPage {
            users = List.copyOf(users);
        }
    }

    /// An account as those see it who look after the installation.
    ///
    /// @param suspension absent while the account is in order
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AccountView(
            UserId id,
            String email,
            String name,
            AccountRole role,
            Instant createdAt,
            @Nullable Suspension suspension) {
        /// Without the address.
        @Override
        public String toString() {
            return "AccountView[id=" + id + "]";
        }
    }

    /// `POST /api/v1/admin/users/{id}/role`: what this person may do from now on.
    public record ChangeRole(AccountRole role) {
        public ChangeRole {
            Check.present(role, "role");
        }
    }

    /// Why an account cannot sign in.
    ///
    /// @param by who decided it
    public record Suspension(Instant at, UserId by, String reason) {}

    /// `POST /api/v1/admin/users/{id}/suspend`: this person is out, and cannot sign in.
    ///
    /// @param reason for the others who look after the installation
    public record Suspend(String reason) {
        public Suspend {
            reason = Check.line(reason, Limits.REASON_CHARACTERS, "reason");
        }
    }

    /// A page of the audit log, the newest first.
    ///
    /// @param next to be sent as `before` for the next page; absent on the last one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AuditPage(
            List<AuditEntry> entries, @Nullable String next) {
        public AuditPage {
            entries = List.copyOf(entries);
        }
    }

    /// What somebody did.
    ///
    /// @param id 32 hexadecimal digits in the order of time
    /// @param actor who did it; absent where the configuration did
    /// @param subject to whom; the actor, for what people do themselves
    /// @param role the new one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AuditEntry(
            String id,
            Instant at,
            AuditKind kind,
            @Nullable UserId actor,
            UserId subject,
            @Nullable AccountRole role,
            @Nullable String reason) {}
}
