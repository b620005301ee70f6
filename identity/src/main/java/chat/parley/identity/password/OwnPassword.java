package chat.parley.identity.password;

import chat.parley.edge.problem.ProblemException;
import chat.parley.edge.token.AccessToken;
import chat.parley.identity.account.Account;
import chat.parley.identity.account.Accounts;
import chat.parley.identity.device.Visit;
import chat.parley.identity.notice.Notices;
import chat.parley.identity.session.Sessions;
import chat.parley.protocol.mail.NoticeKind;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Sets, changes and removes one's own password. Whoever has signed in lately may; after it they are told by mail, and
/// every other session is over.
@Service
class OwnPassword {
    private final Sessions sessions;
    private final Accounts accounts;
    private final PasswordRules rules;
    private final PasswordHashes hashes;
    private final PasswordStore store;
    private final Notices notices;

    OwnPassword(
            Sessions sessions,
            Accounts accounts,
            PasswordRules rules,
            PasswordHashes hashes,
            PasswordStore store,
            Notices notices) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.rules = rules;
        this.hashes = hashes;
        this.store = store;
        this.notices = notices;
    }

    Mono<Void> set(AccessToken caller, String password, Visit visit) {
        return recent(caller)
                .doOnNext(account -> rules.check(password, account.email()))
                .delayUntil(account -> hashes.hash(password).flatMap(hash -> store.set(account.id(), hash)))
                .flatMap(account -> conclude(caller, account, visit));
    }

    /// Fine if there is none.
    Mono<Void> remove(AccessToken caller, Visit visit) {
        return recent(caller)
                .filter(account -> account.profile().hasPassword())
                .delayUntil(account -> store.remove(account.id()))
                .flatMap(account -> conclude(caller, account, visit));
    }

    private Mono<Account> recent(AccessToken caller) {
        return sessions.requireRecent(caller)
                .then(Mono.defer(() -> accounts.byId(caller.userId())))
                .switchIfEmpty(Mono.error(ProblemException::unauthenticated));
    }

    private Mono<Void> conclude(AccessToken caller, Account account, Visit visit) {
        return notices.send(NoticeKind.PASSWORD_CHANGED, account, visit.device(), visit.language())
                .then(Mono.defer(() -> sessions.endOthers(caller)));
    }
}
