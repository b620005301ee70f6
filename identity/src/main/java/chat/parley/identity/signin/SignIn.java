package chat.parley.identity.signin;

import chat.parley.edge.problem.ProblemException;
import chat.parley.edge.token.AccessTokens;
import chat.parley.identity.account.Account;
import chat.parley.identity.account.Accounts;
import chat.parley.identity.account.EmailAddress;
import chat.parley.identity.audit.Audit;
import chat.parley.identity.audit.Deed;
import chat.parley.identity.code.Challenge;
import chat.parley.identity.code.OneTimeCodes;
import chat.parley.identity.device.Visit;
import chat.parley.identity.password.PasswordCheck;
import chat.parley.identity.proof.Proofs;
import chat.parley.identity.rights.FirstAdmins;
import chat.parley.identity.session.Grant;
import chat.parley.identity.session.Sessions;
import chat.parley.identity.token.TokenIssuer;
import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.account.AccountBodies.SignedIn;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.mail.CodePurpose;
import java.time.Duration;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// From an address to a session, and out again.
@Service
class SignIn {
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final PasswordCheck passwords;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Arrivals arrivals;
    private final TokenIssuer issuer;
    private final AccessTokens tokens;
    private final FirstAdmins firstAdmins;
    private final Audit audit;

    SignIn(
            OneTimeCodes codes,
            Proofs proofs,
            PasswordCheck passwords,
            Accounts accounts,
            Sessions sessions,
            Arrivals arrivals,
            TokenIssuer issuer,
            AccessTokens tokens,
            FirstAdmins firstAdmins,
            Audit audit) {
        this.audit = audit;
        this.firstAdmins = firstAdmins;
        this.codes = codes;
        this.proofs = proofs;
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
        this.arrivals = arrivals;
        this.issuer = issuer;
        this.tokens = tokens;
    }

    /// @param challenge what only the one who asks knows
    Mono<CodeSent> requestCode(String email, String challenge, Visit visit) {
        return Mono.fromSupplier(() -> challenge(EmailAddress.parse(email), challenge))
                .flatMap(question -> codes.request(question, visit.client(), visit.language()));
    }

    Mono<Entry> verify(String email, String code, String challenge, Guest guest) {
        return Mono.fromSupplier(() -> EmailAddress.parse(email))
                .delayUntil(address -> proofs.take(challenge(address, challenge), code))
                .flatMap(accounts::open)
                .flatMap(account -> enter(account, guest));
    }

    Mono<Entry> byPassword(String email, String password, Guest guest) {
        return Mono.fromSupplier(() -> EmailAddress.parse(email))
                .flatMap(address ->
                        passwords.check(address, password, guest.visit().client()))
                .flatMap(account -> enter(account, guest));
    }

    Mono<Entry> refresh(String refreshToken) {
        return sessions.refresh(refreshToken).flatMap(this::enterAgain);
    }

    /// Ends the session that the refresh token or else the access token belongs to; fine if there is none.
    Mono<Void> signOut(String refreshToken, String accessToken) {
        return sessions.endByRefreshToken(refreshToken)
                .then(Mono.defer(() -> tokens.verify(accessToken)).flatMap(sessions::end))
                .onErrorResume(SignIn::isUnauthenticated, error -> Mono.empty());
    }

    private static Challenge challenge(EmailAddress email, String challenge) {
        return new Challenge(email, CodePurpose.SIGN_IN, challenge);
    }

    /// The one way in, whatever was shown for it.
    private Mono<Entry> enter(Account account, Guest guest) {
        return account.standing().suspended()
                ? Mono.error(suspended())
                : firstAdmins.promote(account).flatMap(allowed -> openSession(allowed, guest));
    }

    /// The account is looked at again: a suspension ends the sessions that it finds, and this one may be younger.
    private Mono<Entry> openSession(Account account, Guest guest) {
        return audit.note(Deed.signedIn(account.id()))
                .then(Mono.defer(() -> arrivals.note(account, guest)))
                .then(Mono.defer(() -> sessions.open(account.id(), guest.visit().device())))
                .flatMap(grant -> enterAgain(grant).onErrorMap(SignIn::isUnauthenticated, error -> suspended()));
    }

    private Mono<Entry> enterAgain(Grant grant) {
        return accounts.byId(grant.userId())
                .filter(account -> !account.standing().suspended())
                .map(account -> entry(account, grant))
                .switchIfEmpty(
                        Mono.defer(() -> sessions.end(grant)).then(Mono.error(ProblemException::unauthenticated)));
    }

    private static ProblemException suspended() {
        return new ProblemException(ErrorCode.SUSPENDED, "Ask those who look after this installation.");
    }

    private Entry entry(Account account, Grant grant) {
        String token =
                issuer.issue(account.id(), grant.sessionId(), account.standing().role());
        SignedIn body = new SignedIn(token, issuer.lifetime().toSeconds(), account.me(), null);
        return new Entry(body, grant.refreshToken(), sessions.cookieLife());
    }

    private static boolean isUnauthenticated(Throwable error) {
        return error instanceof ProblemException problem && problem.code() == ErrorCode.UNAUTHENTICATED;
    }

    /// What somebody who came in gets: an answer, and a refresh token in a cookie or in the answer.
    record Entry(SignedIn body, String refreshToken, Duration cookieLife) {
        SignedIn bodyForProgram() {
            return new SignedIn(body.accessToken(), body.expiresInSeconds(), body.user(), refreshToken);
        }

        @Override
        public String toString() {
            return "Entry[" + body + "]";
        }
    }
}
