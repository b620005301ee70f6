package chat.parley.identity.token;

import chat.parley.edge.token.PublicPaths;
import chat.parley.edge.token.VerificationKeys;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/// The signing key and what follows from it.
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {
    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    @Bean
    ECKey signingKey(SigningProperties properties) {
        return SigningKeys.find(properties);
    }

    @Bean
    TokenIssuer tokenIssuer(ECKey signingKey, SigningProperties properties, Clock clock) {
        return new TokenIssuer(signingKey, properties.issuer(), properties.lifetime(), clock);
    }

    /// This service need not ask itself over HTTP.
    @Bean
    VerificationKeys ownKeys(ECKey signingKey) {
        ECKey key = signingKey.toPublicJWK();
        return id -> Mono.just(key).filter(known -> id.equals(known.getKeyID()));
    }

    @Bean
    JWKSet publishedKeys(ECKey signingKey) {
        return new JWKSet(new ECKey.Builder(signingKey.toPublicJWK())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .build());
    }

    @Bean
    PublicPaths keysArePublic() {
        return PublicPaths.of(JwksController.PATH);
    }
}
