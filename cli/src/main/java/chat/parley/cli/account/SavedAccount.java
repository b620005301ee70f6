package chat.parley.cli.account;

import chat.parley.protocol.id.UserId;
import java.net.URI;
import java.time.Instant;

/// Somebody who is signed in on this machine, as the file keeps it.
///
/// @param expiresAt when the access token ends, by this machine's clock
public record SavedAccount(
        URI server, UserId userId, String email, String accessToken, Instant expiresAt, String refreshToken) {
    /// Without the tokens.
    @Override
    public String toString() {
        return "SavedAccount[server=" + server + ", userId=" + userId + "]";
    }
}
