package chat.parley.messaging.live;

import chat.parley.messaging.person.IdentityListener;
import chat.parley.messaging.presence.Presence;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.CloseCode;
import java.util.function.Predicate;

/// Ends the connections of people whose sessions ended, sooner than the sweep over all sessions would; and has the
/// watches of those looked at who blocked somebody. An event that comes late may end a connection that is in order: its
/// client refreshes its token and is back.
final class PersonChanges implements IdentityListener {
    private final LiveConnections connections;
    private final Presence presence;

    PersonChanges(LiveConnections connections, Presence presence) {
        this.connections = connections;
        this.presence = presence;
    }

    @Override
    public void heard(IdentityEvent event) {
        switch (event) {
            case IdentityEvent.Suspended suspended -> end(of(suspended.userId()));
            case IdentityEvent.Erased erased -> end(of(erased.userId()));
            case IdentityEvent.SignedOut out ->
                end(of(out.userId()).and(in -> in.token().sessionId().equals(out.sessionId())));
            case IdentityEvent.Blocked blocked -> presence.departed(blocked.userId());
            case IdentityEvent.Renamed renamed -> {}
        }
    }

    private void end(Predicate<Admitted> those) {
        connections.closeIf(those, CloseCode.UNAUTHENTICATED, "the session was ended");
    }

    private static Predicate<Admitted> of(UserId user) {
        return in -> in.token().userId().equals(user);
    }
}
