package chat.parley.identity.account;

import chat.parley.protocol.account.AccountRole;

/// What an account may do.
public record Standing(AccountRole role) {
    static final Standing NEW = new Standing(AccountRole.USER);
}
