package chat.parley.identity.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What keeps a browser signed in: the name of its family (16 random bytes that only the cookie holds) and a secret of
/// 32 bytes that changes with every use. Redis knows digests only.
///
/// Who knows the family but not its current secret has an old token. That is how a stolen one shows.
record RefreshToken(String family, String secret) {
    private static final int FAMILY_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}");
    private static final int FAMILY_CHARACTERS = 22;
    private static final String SUCCESSION = "HmacSHA256";

    static RefreshToken first(SecureRandom random) {
        return new RefreshToken(text(random, FAMILY_BYTES), text(random, SECRET_BYTES));
    }

    static Optional<RefreshToken> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(
                        new RefreshToken(text.substring(0, FAMILY_CHARACTERS), text.substring(FAMILY_CHARACTERS + 1)))
                : Optional.empty();
    }

    /// The token after this one. Always the same one, so that two tabs that refresh at once, or one whose answer was
    /// lost, end up with the same; to be foretold only with the server's key.
    RefreshToken next(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(SUCCESSION);
            mac.init(key);
            byte[] secretOfNext = mac.doFinal(("refresh:" + value()).getBytes(StandardCharsets.UTF_8));
            return new RefreshToken(family, encode(secretOfNext));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + SUCCESSION, e);
        }
    }

    String familyDigest() {
        return digest(family);
    }

    String secretDigest() {
        return digest(secret);
    }

    /// As the cookie holds it.
    String value() {
        return family + "." + secret;
    }

    /// Without itself.
    @Override
    public String toString() {
        return "RefreshToken[]";
    }

    private static String text(SecureRandom random, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return encode(value);
    }

    private static String encode(byte[] value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
