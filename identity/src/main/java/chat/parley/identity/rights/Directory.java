package chat.parley.identity.rights;

import chat.parley.edge.token.AccessToken;
import chat.parley.identity.audit.Audit;
import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.account.AdminBodies.AccountPage;
import chat.parley.protocol.account.AdminBodies.AuditPage;
import java.util.Locale;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// All accounts, and what was done to them, for those who look after the installation.
@Service
class Directory {
    private final RightsStore store;
    private final Rights rights;
    private final Audit audit;

    Directory(RightsStore store, Rights rights, Audit audit) {
        this.audit = audit;
        this.store = store;
        this.rights = rights;
    }

    /// Accounts whose address begins like this, in the order of their addresses, from behind `after`.
    Mono<AccountPage> page(AccessToken caller, String beginning, String after, int limit) {
        Check.range(beginning.length(), 0, Limits.EMAIL_CHARACTERS, "the length of query");
        Check.range(after.length(), 0, Limits.EMAIL_CHARACTERS, "the length of after");
        Check.range(limit, 1, Limits.PAGE_ADMIN, "limit");
        String prefix = beginning.strip().toLowerCase(Locale.ROOT);
        return rights.require(caller, AccountRole.MODERATOR).flatMap(moderator -> store.page(prefix, after, limit));
    }

    /// What was done, from before `before`, the newest first.
    Mono<AuditPage> audit(AccessToken caller, String before, int limit) {
        Check.range(limit, 1, Limits.PAGE_ADMIN, "limit");
        return rights.require(caller, AccountRole.ADMIN).flatMap(admin -> audit.page(before, limit));
    }
}
