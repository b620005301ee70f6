package chat.parley.cli.account;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A sign-in between asking for the code and typing it, which may be two runs of this program.
///
/// @param challengeId together with it, and nowhere else, the code is good
record PendingLogin(URI server, String email, @Nullable String challengeId) {
    boolean isFor(URI otherServer, String otherEmail) {
        return server.equals(otherServer) && email.equals(otherEmail);
    }

    /// Without the challenge.
    @Override
    public String toString() {
        return "PendingLogin[server=" + server + "]";
    }
}
