package chat.parley.identity.audit;

import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.account.AuditKind;
import chat.parley.protocol.id.UserId;
import org.jspecify.annotations.Nullable;

/// Something that the audit log has to know. Names people by their ids only, so that erasing an account leaves nothing
/// of
/// it here.
///
/// @param actor nobody where the configuration did it
public record Deed(
        AuditKind kind,
        @Nullable UserId actor,
        UserId subject,
        @Nullable AccountRole role,
        @Nullable String reason) {
    /// Somebody came in, or is about to.
    public static Deed signedIn(UserId who) {
        return own(AuditKind.SIGNED_IN, who);
    }

    /// Somebody gets this role.
    public static Deed roleChanged(@Nullable UserId actor, UserId subject, AccountRole role) {
        return new Deed(AuditKind.ROLE_CHANGED, actor, subject, role, null);
    }

    /// Somebody is put out.
    public static Deed suspended(UserId actor, UserId subject, String reason) {
        return new Deed(AuditKind.SUSPENDED, actor, subject, null, reason);
    }

    /// Somebody is let in again.
    public static Deed unsuspended(UserId actor, UserId subject) {
        return new Deed(AuditKind.UNSUSPENDED, actor, subject, null, null);
    }

    /// Somebody takes a copy of their data along.
    public static Deed exported(UserId who) {
        return own(AuditKind.EXPORTED, who);
    }

    /// Somebody erases their account.
    public static Deed deleted(UserId who) {
        return own(AuditKind.DELETED, who);
    }

    private static Deed own(AuditKind kind, UserId who) {
        return new Deed(kind, who, who, null, null);
    }
}
