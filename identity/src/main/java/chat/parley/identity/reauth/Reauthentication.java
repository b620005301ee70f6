package chat.parley.identity.reauth;

import chat.parley.edge.problem.ProblemException;
import chat.parley.edge.token.AccessToken;
import chat.parley.identity.account.Account;
import chat.parley.identity.account.Accounts;
import chat.parley.identity.account.EmailAddress;
import chat.parley.identity.code.Challenge;
import chat.parley.identity.code.OneTimeCodes;
import chat.parley.identity.device.Visit;
import chat.parley.identity.password.PasswordCheck;
import chat.parley.identity.proof.Proofs;
import chat.parley.identity.session.Sessions;
import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.mail.CodePurpose;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// By a code to the account's own address, which only the session that asked can use, or by the password. The session
/// counts as recently signed in then; no other does.
@Service
class Reauthentication {
    private final Accounts accounts;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final PasswordCheck passwords;
    private final Sessions sessions;

    Reauthentication(Accounts accounts, OneTimeCodes codes, Proofs proofs, PasswordCheck passwords, Sessions sessions) {
        this.accounts = accounts;
        this.codes = codes;
        this.proofs = proofs;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    Mono<CodeSent> requestCode(AccessToken caller, Visit visit) {
        return account(caller)
                .flatMap(account -> codes.request(
                        challenge(account.email(), caller), visit.client(), account.mailLanguage(visit.language())));
    }

    Mono<Void> byCode(AccessToken caller, String code) {
        return account(caller)
                .flatMap(account -> proofs.take(challenge(account.email(), caller), code))
                .then(Mono.defer(() -> sessions.prove(caller)));
    }

    Mono<Void> byPassword(AccessToken caller, String password, Visit visit) {
        return account(caller)
                .flatMap(account -> passwords.check(account.email(), password, visit.client()))
                .flatMap(account -> sessions.prove(caller));
    }

    private Mono<Account> account(AccessToken caller) {
        return accounts.byId(caller.userId()).switchIfEmpty(Mono.error(ProblemException::unauthenticated));
    }

    private static Challenge challenge(EmailAddress email, AccessToken caller) {
        return new Challenge(email, CodePurpose.REAUTH, caller.sessionId().value());
    }
}
