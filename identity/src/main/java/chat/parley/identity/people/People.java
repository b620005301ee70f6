package chat.parley.identity.people;

import chat.parley.edge.problem.ProblemException;
import chat.parley.identity.account.Account;
import chat.parley.identity.account.Accounts;
import chat.parley.identity.account.EmailAddress;
import chat.parley.identity.event.Events;
import chat.parley.identity.profile.ProfileChanges;
import chat.parley.protocol.account.AccountBodies.Me;
import chat.parley.protocol.account.AccountBodies.Profiles;
import chat.parley.protocol.account.AccountBodies.UpdateUser;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.UserId;
import java.util.Collection;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// One's own account, and what others see of it: never an address.
@Service
class People {
    private final Accounts accounts;
    private final ProfileChanges changes;
    private final SearchLimit searches;
    private final Events events;

    People(Accounts accounts, ProfileChanges changes, SearchLimit searches, Events events) {
        this.events = events;
        this.accounts = accounts;
        this.changes = changes;
        this.searches = searches;
    }

    /// A token whose account is gone is good for nothing.
    Mono<Me> me(UserId caller) {
        return accounts.byId(caller).map(Account::me).switchIfEmpty(Mono.error(ProblemException::unauthenticated));
    }

    Mono<Me> update(UserId caller, UpdateUser update) {
        return events.around(new IdentityEvent.Renamed(caller), changes.apply(caller, update))
                .then(Mono.defer(() -> me(caller)));
    }

    Mono<UserSummary> byId(UserId id) {
        return accounts.byId(id).map(Account::summary).switchIfEmpty(Mono.error(ProblemException::notFound));
    }

    Mono<UserSummary> find(UserId caller, String email) {
        return Mono.fromSupplier(() -> EmailAddress.parse(email))
                .flatMap(address -> searches.admit(caller)
                        .then(Mono.defer(() -> accounts.byEmail(address)))
                        .map(Account::summary)
                        .switchIfEmpty(Mono.error(ProblemException::notFound)));
    }

    Mono<Profiles> profiles(Collection<UserId> ids) {
        return accounts.byIds(ids).map(Account::summary).collectList().map(Profiles::new);
    }
}
