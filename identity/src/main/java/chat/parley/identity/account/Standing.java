package chat.parley.identity.account;

import chat.parley.protocol.account.AccountRole;

/// What an account may do.
///
/// @param suspended whether it may not even sign in
public record Standing(AccountRole role, boolean suspended) {
    /// The same with this role.
    public Standing as(AccountRole other) {
        return new Standing(other, suspended);
    }
}
