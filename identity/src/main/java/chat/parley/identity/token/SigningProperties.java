package chat.parley.identity.token;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How access tokens are made.
///
/// @param signingKey a P-256 private key, as JWK (JSON) or PEM (PKCS#8)
/// @param signingKeyFile where the key is, or is put when there is none; only without `signingKey`
/// @param lifetime of an access token
@ConfigurationProperties("parley.token")
record SigningProperties(
        String issuer,
        @Nullable String signingKey,
        @Nullable Path signingKeyFile,
        @DefaultValue("10m") Duration lifetime) {
    @Override
    public String toString() {
        return "SigningProperties[issuer=" + issuer + "]";
    }
}
