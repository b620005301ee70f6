package chat.parley.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.edge.start.MissingSetting;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SigningKeysTest {
    /// Made for this test and used nowhere.
    private static final String PEM = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgFjyAUfhxYrlWXu9P
            A8Aw82k8s/sh1y3k1e27d00I9i2hRANCAAQhj5skDE4JlHEcHlGW0RHkGy9oXiwU
            VXtOdq7E9blZOfRgYtGYRm5YRr6/r6tRHz3AgiulbwztItH+aIetwXll
            -----END PRIVATE KEY-----
            """;

    private static final String PEM_OF_ANOTHER_CURVE = """
            -----BEGIN PRIVATE KEY-----
            MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDBy/R/Hyzx0bFYGefVJ
            N80ZtHmDAN5F7Ymb5ECSg2c3LQTURz4iM9nPXXFbwWDsOYehZANiAATF/Nu7I8S4
            lVbVFeaM/RSNKxPxM2wHR+B3uWi4mBnY239VJrr7I5nynh4ki2V3ePeS+skeRYHD
            1PKJy2qebgSS9GhXbNSG677NhBEh6ye6i5RG4WTZQeOF7pdhWTBvZvk=
            -----END PRIVATE KEY-----
            """;

    @TempDir
    private Path folder;

    @Test
    void makesAKeyForItsOwnerOnlyAndKeepsIt() throws Exception {
        Path file = folder.resolve("keys").resolve("signing.jwk");
        ECKey made = SigningKeys.find(properties(null, file));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SigningKeys.find(properties(null, file)).getKeyID()).isEqualTo(made.getKeyID());
    }

    @Test
    void readsWhatOpensslWrites() throws Exception {
        assertSigns(SigningKeys.find(properties(PEM, null)));
    }

    @Test
    void readsAJwk() throws Exception {
        String jwk = SigningKeys.read(PEM).toJSONString();
        assertSigns(SigningKeys.find(properties(jwk, null)));
    }

    @Test
    void refusesOtherKeys() {
        String publicOnly = SigningKeys.read(PEM).toPublicJWK().toJSONString();
        assertRefused(publicOnly);
        assertRefused(PEM_OF_ANOTHER_CURVE);
        assertRefused("nonsense");
        assertRefused("{}");
    }

    @Test
    void doesNotStartWithoutAny() {
        assertThatThrownBy(() -> SigningKeys.find(properties("", null)))
                .isInstanceOf(MissingSetting.class)
                .hasMessageContainingAll("PARLEY_SIGNING_KEY", "PARLEY_SIGNING_KEY_FILE");
    }

    private static void assertRefused(String key) {
        assertThatThrownBy(() -> SigningKeys.find(properties(key, null))).isInstanceOf(MissingSetting.class);
    }

    private static void assertSigns(ECKey key) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().subject("somebody").build());
        jwt.sign(new ECDSASigner(key));
        assertThat(jwt.verify(new ECDSAVerifier(key.toPublicJWK()))).isTrue();
        assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
    }

    private static SigningProperties properties(@Nullable String key, @Nullable Path file) {
        return new SigningProperties("parley", key, file, Duration.ofMinutes(10));
    }
}
