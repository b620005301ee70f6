package chat.parley.identity.account;

import chat.parley.protocol.id.UserId;
import java.security.SecureRandom;
import java.util.Collection;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Accounts by id and by address.
@Service
public class Accounts {
    private final AccountStore store;
    private final SecureRandom random;

    Accounts(AccountStore store, SecureRandom random) {
        this.store = store;
        this.random = random;
    }

    /// The account of this address, created if there is none. However many ask at once, on however many nodes, all get
    /// the same one: the address is claimed first, and only one claim succeeds. A crash between claim and account is
    /// repaired here the next time.
    public Mono<Account> open(EmailAddress email) {
        return store.ownerOf(email)
                .switchIfEmpty(Mono.defer(() -> store.claim(email, UserId.random(random))))
                .flatMap(owner -> store.ensure(owner, email));
    }

    /// The account with this id, or empty.
    public Mono<Account> byId(UserId id) {
        return store.byId(id);
    }

    /// Whose address this is, or empty.
    public Mono<UserId> ownerOf(EmailAddress email) {
        return store.ownerOf(email);
    }

    /// The account of exactly this address, or empty.
    public Mono<Account> byEmail(EmailAddress email) {
        return store.ownerOf(email).flatMap(store::byId);
    }

    /// Those of these accounts that exist, in no order.
    public Flux<Account> byIds(Collection<UserId> ids) {
        return store.byIds(ids);
    }

    /// Gives the account this address in the place of its own, which is free then. Whether it did: it does not when the
    /// new one is somebody else's. Claimed first, so that two people never have the same; a crash before the old one is
    /// given back leaves its person two addresses that are both theirs.
    public Mono<Boolean> move(Account account, EmailAddress to) {
        return store.claim(to, account.id())
                .filter(account.id()::equals)
                .flatMap(owner -> store.setEmail(account.id(), to))
                .flatMap(before -> before.equals(to) ? Mono.just(true) : store.release(before, account.id()))
                .defaultIfEmpty(false);
    }

    /// Chooses a display name; empty when the account is gone.
    public Mono<Account> rename(UserId id, String name) {
        return store.rename(id, name);
    }
}
