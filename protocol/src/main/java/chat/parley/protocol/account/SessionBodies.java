package chat.parley.protocol.account;

import chat.parley.protocol.id.SessionId;
import java.time.Instant;
import java.util.List;

/// Where somebody is signed in.
public final class SessionBodies {
    private SessionBodies() {}

    /// `GET /api/v1/sessions`: those that live, the last used first.
    public record OpenSessions(List<OpenSession> sessions) {
        public OpenSessions {
            sessions = List.copyOf(sessions);
        }
    }

    /// One of them.
    ///
    /// @param device for people, as in `Firefox on Linux`
    /// @param lastActiveAt to within an access token's life
    /// @param current whether it is the one that asks
    public record OpenSession(SessionId id, String device, Instant signedInAt, Instant lastActiveAt, boolean current) {}
}
