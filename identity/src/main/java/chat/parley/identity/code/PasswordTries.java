package chat.parley.identity.code;

import chat.parley.identity.account.EmailAddress;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Counts tries of passwords together with wrong codes: so many for one address, then nobody gets another for a while,
/// whether the address has an account or not.
@Service
public class PasswordTries {
    private final CodeStore store;
    private final CodeDigests digests;

    PasswordTries(CodeStore store, CodeDigests digests) {
        this.store = store;
        this.digests = digests;
    }

    /// Takes a try, which counts as a wrong one until it is [forgiven][#forgive].
    public Mono<Try> take(EmailAddress email) {
        return store.take(digests.ofAddress(email));
    }

    /// It was the right password.
    public Mono<Void> forgive(EmailAddress email) {
        return store.forgive(digests.ofAddress(email));
    }

    /// Whether there was one to take.
    ///
    /// @param last whether it is the last one for a while
    /// @param retryAfterMs 0, or how long there is none
    public record Try(boolean last, long retryAfterMs) {
        static Try of(long result) {
            return new Try(result == 0, Math.max(0, result));
        }
    }
}
