package chat.parley.identity.signin;

import chat.parley.edge.problem.ProblemException;
import chat.parley.edge.token.AccessTokens;
import chat.parley.identity.account.Account;
import chat.parley.identity.account.Accounts;
import chat.parley.identity.account.EmailAddress;
import chat.parley.identity.audit.Audit;
import chat.parley.identity.audit.Deed;
import chat.parley.identity.code.OneTimeCodes;
import chat.parley.identity.code.Redemption;
import chat.parley.identity.rights.FirstAdmins;
import chat.parley.identity.session.Grant;
import chat.parley.identity.session.Sessions;
import chat.parley.identity.token.TokenIssuer;
import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.account.AccountBodies.SignedIn;
import chat.parley.protocol.error.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// From an address to a session, and out again.
@Service
class SignIn {
    private final OneTimeCodes codes;
    private final Accounts accounts;
    private final Sessions sessions;
    private final TokenIssuer issuer;
    private final AccessTokens tokens;
    private final FirstAdmins firstAdmins;
    private final Audit audit;

    SignIn(
            OneTimeCodes codes,
            Accounts accounts,
            Sessions sessions,
            TokenIssuer issuer,
            AccessTokens tokens,
            FirstAdmins firstAdmins,
            Audit audit) {
        this.audit = audit;
        this.firstAdmins = firstAdmins;
        this.codes = codes;
        this.accounts = accounts;
        this.sessions = sessions;
        this.issuer = issuer;
        this.tokens = tokens;
    }

    Mono<CodeSent> requestCode(String email, String client, Locale language) {
        return Mono.fromSupplier(() -> EmailAddress.parse(email))
                .flatMap(address -> codes.request(address, client, language));
    }

    Mono<Entry> verify(String email, String code) {
        return Mono.fromSupplier(() -> EmailAddress.parse(email)).flatMap(address -> verify(address, code));
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

    private Mono<Entry> verify(EmailAddress email, String code) {
        return codes.redeem(email, code).flatMap(redemption -> conclude(redemption, email));
    }

    private Mono<Entry> conclude(Redemption redemption, EmailAddress email) {
        return switch (redemption) {
            case Redemption.Accepted accepted -> accounts.open(email).flatMap(this::enter);
            case Redemption.Refused refused -> Mono.error(refusal());
            case Redemption.Locked locked -> Mono.error(lock(locked.retryAfterMs()));
        };
    }

    private static ProblemException refusal() {
        return new ProblemException(ErrorCode.CODE_REFUSED, "Ask for a new code and try again.");
    }

    private static ProblemException lock(long retryAfterMs) {
        return new ProblemException(ErrorCode.RATE_LIMITED, "Too many wrong codes for this address.", retryAfterMs);
    }

    /// The one way in, whatever was shown for it.
    private Mono<Entry> enter(Account account) {
        return account.standing().suspended()
                ? Mono.error(suspended())
                : firstAdmins.promote(account).flatMap(this::openSession);
    }

    /// The account is looked at again: a suspension ends the sessions that it finds, and this one may be younger.
    private Mono<Entry> openSession(Account account) {
        return audit.note(Deed.signedIn(account.id()))
                .then(Mono.defer(() -> sessions.open(account.id())))
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
