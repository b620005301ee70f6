package chat.parley.edge.token;

import com.nimbusds.jose.jwk.ECKey;
import reactor.core.publisher.Mono;

/// The public keys that access tokens are signed with.
@FunctionalInterface
public interface VerificationKeys {
    /// The key of this id; empty when there is none. Fails with `UNAVAILABLE` when it cannot be told.
    Mono<ECKey> byId(String keyId);
}
