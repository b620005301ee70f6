package chat.parley.identity.rights;

import chat.parley.edge.token.AccessToken;
import chat.parley.identity.account.Account;
import chat.parley.identity.audit.Audit;
import chat.parley.identity.audit.Deed;
import chat.parley.identity.event.Events;
import chat.parley.identity.session.Sessions;
import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.account.AdminBodies.Suspension;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.UserId;
import java.time.Clock;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Puts people out, and lets them in again.
///
/// The account says so first; then its sessions end, and with them its tokens and sockets. Whoever signs in meanwhile
/// is
/// seen by the one or sees the other. A request that was cut off between the two is simply repeated.
@Service
class Suspensions {
    private final RightsStore store;
    private final Rights rights;
    private final Sessions sessions;
    private final Audit audit;
    private final Events events;
    private final Clock clock;

    Suspensions(RightsStore store, Rights rights, Sessions sessions, Audit audit, Events events, Clock clock) {
        this.events = events;
        this.audit = audit;
        this.store = store;
        this.rights = rights;
        this.sessions = sessions;
        this.clock = clock;
    }

    Mono<Void> suspend(AccessToken caller, UserId id, String reason) {
        return rights.require(caller, AccountRole.MODERATOR)
                .flatMap(moderator ->
                        rights.subject(moderator, id).flatMap(account -> suspend(moderator, account, reason)));
    }

    Mono<Void> unsuspend(AccessToken caller, UserId id) {
        return rights.require(caller, AccountRole.MODERATOR)
                .flatMap(moderator -> rights.subject(moderator, id).flatMap(account -> unsuspend(moderator, account)));
    }

    private Mono<Void> suspend(Account moderator, Account account, String reason) {
        Suspension suspension = new Suspension(clock.instant(), moderator.id(), reason);
        Mono<Void> out = Mono.defer(
                        () -> store.suspend(account.id(), moderator.standing().role(), suspension))
                .flatMap(Suspensions::done)
                .then(Mono.defer(() -> sessions.endAll(account.id())));
        return audit.note(Deed.suspended(moderator.id(), account.id(), reason))
                .then(events.around(new IdentityEvent.Suspended(account.id()), out));
    }

    private Mono<Void> unsuspend(Account moderator, Account account) {
        return audit.note(Deed.unsuspended(moderator.id(), account.id()))
                .then(Mono.defer(
                        () -> store.unsuspend(account.id(), moderator.standing().role())))
                .flatMap(Suspensions::done);
    }

    private static Mono<Void> done(boolean done) {
        return done ? Mono.empty() : Mono.error(Rights::forbidden);
    }
}
