package chat.parley.identity.account;

import chat.parley.protocol.account.AccountBodies.Me;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.id.UserId;

/// A person's account.
///
/// @param name empty until chosen
public record Account(UserId id, EmailAddress email, String name, Standing standing) {
    /// The same account, allowed other things.
    public Account with(Standing other) {
        return new Account(id, email, name, other);
    }

    /// As its owner sees it.
    public Me me() {
        return new Me(id, email.value(), name, standing.role());
    }

    /// As others see it.
    public UserSummary summary() {
        return new UserSummary(id, name);
    }
}
