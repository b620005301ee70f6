package chat.parley.identity.rights;

import chat.parley.edge.problem.ProblemException;
import chat.parley.edge.token.AccessToken;
import chat.parley.identity.account.Account;
import chat.parley.identity.account.Accounts;
import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Who may look after the installation. The token says it first, and what it refuses costs no query; then the store
/// says it, because a token outlives a change of role by some minutes.
@Component
class Rights {
    private final Accounts accounts;

    Rights(Accounts accounts) {
        this.accounts = accounts;
    }

    /// The caller's account, if the caller is at least this; else `FORBIDDEN`.
    Mono<Account> require(AccessToken caller, AccountRole least) {
        if (!caller.role().isAtLeast(least)) {
            return Mono.error(Rights::forbidden);
        }
        return accounts.byId(caller.userId())
                .filter(account -> account.standing().role().isAtLeast(least))
                .switchIfEmpty(Mono.error(Rights::forbidden));
    }

    /// Another person's account that the caller's role is enough for: `CONFLICT` for one's own, `FORBIDDEN` for those
    /// of a higher role, `NOT_FOUND` for nobody's.
    Mono<Account> subject(Account caller, UserId id) {
        if (caller.id().equals(id)) {
            return Mono.error(() -> new ProblemException(ErrorCode.CONFLICT, "Somebody else has to do this for you."));
        }
        return accounts.byId(id)
                .switchIfEmpty(Mono.error(ProblemException::notFound))
                .filter(account ->
                        caller.standing().role().isAtLeast(account.standing().role()))
                .switchIfEmpty(Mono.error(Rights::forbidden));
    }

    static ProblemException forbidden() {
        return new ProblemException(ErrorCode.FORBIDDEN, "Your role is not enough for this.");
    }
}
