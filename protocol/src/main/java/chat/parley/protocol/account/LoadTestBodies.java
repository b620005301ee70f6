package chat.parley.protocol.account;

import chat.parley.protocol.Check;
import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.id.UserId;
import java.util.List;

/// The bodies of `POST /api/v1/load-test/accounts`, which exists under the profile `load-test` only.
public final class LoadTestBodies {
    /// Accounts in one request.
    public static final int MOST = 1_000;

    private LoadTestBodies() {}

    /// So many accounts, please. The same prefix names the same people again, each with a session more.
    ///
    /// @param prefix of their names and addresses: at most 32 of `a-z`, `0-9` and `-`
    public record NewAccounts(int count, String prefix) {
        public NewAccounts {
            Check.range(count, 1, MOST, "count");
            Check.present(prefix, "prefix");
            if (!prefix.matches("[a-z0-9][a-z0-9-]{0,31}")) {
                throw InvalidInput.badRequest("prefix must be 1 to 32 of a-z, 0-9 and -");
            }
        }
    }

    /// They are there and signed in, in the order of their numbers.
    public record Accounts(List<Account> accounts) {
        public Accounts {
            accounts = List.copyOf(accounts);
        }
    }

    /// One of them.
    ///
    /// @param accessToken good for twelve hours
    public record Account(UserId userId, String accessToken) {
        /// Without the token.
        @Override
        public String toString() {
            return "Account[userId=" + userId + "]";
        }
    }
}
