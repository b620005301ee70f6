package chat.parley.identity.rights;

import chat.parley.edge.token.AccessToken;
import chat.parley.identity.account.Account;
import chat.parley.identity.audit.Audit;
import chat.parley.identity.audit.Deed;
import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.id.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Gives roles and takes them. Nobody changes their own, so that the last admin does not go by mistake.
///
/// Here a change counts at once; in tokens from the next one on.
@Service
class Roles {
    private static final Logger LOG = LoggerFactory.getLogger(Roles.class);

    private final RightsStore store;
    private final Rights rights;
    private final Audit audit;

    Roles(RightsStore store, Rights rights, Audit audit) {
        this.store = store;
        this.rights = rights;
        this.audit = audit;
    }

    Mono<Void> change(AccessToken caller, UserId id, AccountRole role) {
        return rights.require(caller, AccountRole.ADMIN)
                .flatMap(admin -> rights.subject(admin, id)
                        .flatMap(account -> set(Deed.roleChanged(admin.id(), account.id(), role), role)));
    }

    /// Because the configuration says so.
    Mono<Account> configured(Account account) {
        LOG.info("{} is an admin by configuration", account.id());
        return set(Deed.roleChanged(null, account.id(), AccountRole.ADMIN), AccountRole.ADMIN)
                .thenReturn(account.with(account.standing().as(AccountRole.ADMIN)));
    }

    private Mono<Void> set(Deed deed, AccountRole role) {
        return audit.note(deed).then(Mono.defer(() -> store.setRole(deed.subject(), role)));
    }
}
