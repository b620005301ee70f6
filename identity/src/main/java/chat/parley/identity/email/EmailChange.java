package chat.parley.identity.email;

import chat.parley.edge.problem.ProblemException;
import chat.parley.edge.token.AccessToken;
import chat.parley.identity.account.Account;
import chat.parley.identity.account.Accounts;
import chat.parley.identity.account.EmailAddress;
import chat.parley.identity.code.Challenge;
import chat.parley.identity.code.OneTimeCodes;
import chat.parley.identity.device.Visit;
import chat.parley.identity.notice.Notices;
import chat.parley.identity.proof.Proofs;
import chat.parley.identity.session.Sessions;
import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.mail.CodePurpose;
import chat.parley.protocol.mail.NoticeKind;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Another address for an account, by a code that goes there. An address that is somebody's is answered as one that is
/// free: its mailbox gets a code, too, which is then as good as a wrong one.
@Service
class EmailChange {
    private final Sessions sessions;
    private final Accounts accounts;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final Notices notices;

    EmailChange(Sessions sessions, Accounts accounts, OneTimeCodes codes, Proofs proofs, Notices notices) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.codes = codes;
        this.proofs = proofs;
        this.notices = notices;
    }

    Mono<CodeSent> request(AccessToken caller, String email, Visit visit) {
        return recent(caller)
                .flatMap(account -> codes.request(
                        challenge(EmailAddress.parse(email), caller),
                        visit.client(),
                        account.mailLanguage(visit.language())));
    }

    /// The old address is told, and every other session is over.
    Mono<Void> confirm(AccessToken caller, String email, String code, Visit visit) {
        return recent(caller)
                .flatMap(account -> confirmed(caller, EmailAddress.parse(email), code)
                        .flatMap(address -> change(account, address, visit)))
                .then(Mono.defer(() -> sessions.endOthers(caller)));
    }

    private Mono<Account> recent(AccessToken caller) {
        return sessions.requireRecent(caller)
                .then(Mono.defer(() -> accounts.byId(caller.userId())))
                .switchIfEmpty(Mono.error(ProblemException::unauthenticated));
    }

    private Mono<EmailAddress> confirmed(AccessToken caller, EmailAddress email, String code) {
        return proofs.take(challenge(email, caller), code).thenReturn(email);
    }

    private Mono<Void> change(Account account, EmailAddress to, Visit visit) {
        return accounts.move(account, to)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(EmailChange::taken))
                .then(Mono.defer(() -> told(account, to, visit)));
    }

    private Mono<Void> told(Account before, EmailAddress to, Visit visit) {
        return before.email().equals(to)
                ? Mono.empty()
                : notices.send(NoticeKind.EMAIL_CHANGED, before, visit.device(), visit.language());
    }

    private static ProblemException taken() {
        return new ProblemException(ErrorCode.CODE_REFUSED, "Ask for a new code and try again.");
    }

    private static Challenge challenge(EmailAddress email, AccessToken caller) {
        return new Challenge(
                email, CodePurpose.CONFIRM_EMAIL, caller.sessionId().value());
    }
}
