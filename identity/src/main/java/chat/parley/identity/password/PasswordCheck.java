package chat.parley.identity.password;

import chat.parley.edge.problem.ProblemException;
import chat.parley.identity.account.Account;
import chat.parley.identity.account.Accounts;
import chat.parley.identity.account.EmailAddress;
import chat.parley.identity.code.PasswordTries;
import chat.parley.identity.proof.Proofs;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Whether address and password belong together. The answer, the questions to the stores and the work with the password
/// are the same for a wrong password, an account without one, and an address without an account.
@Service
public class PasswordCheck {
    private static final UserId NOBODY = new UserId("0".repeat(24));

    private final Accounts accounts;
    private final PasswordStore store;
    private final PasswordHashes hashes;
    private final PasswordTries tries;
    private final PasswordLimit limit;
    private final Proofs proofs;

    PasswordCheck(
            Accounts accounts,
            PasswordStore store,
            PasswordHashes hashes,
            PasswordTries tries,
            PasswordLimit limit,
            Proofs proofs) {
        this.accounts = accounts;
        this.store = store;
        this.hashes = hashes;
        this.tries = tries;
        this.limit = limit;
        this.proofs = proofs;
    }

    /// The account that they belong to; `CREDENTIALS_REFUSED`, or `RATE_LIMITED` after too many tries.
    ///
    /// @param client the network address that tries
    public Mono<Account> check(EmailAddress email, String password, String client) {
        return limit.admit(client)
                .then(Mono.defer(() -> tries.take(email)))
                .flatMap(taken -> taken.retryAfterMs() > 0
                        ? Proofs.locked(taken.retryAfterMs())
                        : decide(email, password, taken.last()));
    }

    private Mono<Account> decide(EmailAddress email, String password, boolean last) {
        return accounts.ownerOf(email)
                .defaultIfEmpty(NOBODY)
                .flatMap(owner -> matching(owner, password))
                .switchIfEmpty(Mono.defer(() -> refuse(email, last)))
                .delayUntil(account -> tries.forgive(email));
    }

    private Mono<Account> matching(UserId owner, String password) {
        return store.hashOf(owner)
                .defaultIfEmpty(hashes.nobodys())
                .flatMap(hash -> matches(password, hash))
                .filter(Boolean::booleanValue)
                .flatMap(matches -> accounts.byId(owner));
    }

    /// The hash that nobody has matches nothing that anybody types: it is compared for the time that it takes.
    private Mono<Boolean> matches(String password, String hash) {
        boolean possible = !hash.equals(hashes.nobodys()) && !PasswordRules.isTooLong(password);
        return hashes.matches(PasswordRules.isTooLong(password) ? "" : password, hash)
                .map(matches -> matches && possible);
    }

    private Mono<Account> refuse(EmailAddress email, boolean last) {
        return (last ? proofs.exhausted(email) : Mono.<Void>empty())
                .then(Mono.error(() -> new ProblemException(
                        ErrorCode.CREDENTIALS_REFUSED, "Check both, or sign in with a code instead.")));
    }
}
