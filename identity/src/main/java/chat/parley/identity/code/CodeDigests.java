package chat.parley.identity.code;

import chat.parley.identity.account.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// What Redis sees instead of codes and addresses: HMAC-SHA-256 under a secret of the server, so that a copy of Redis
/// gives away neither (six digits would be guessed in no time).
@Component
class CodeDigests {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int ADDRESS_DIGITS = 40;

    private final SecretKeySpec key;

    CodeDigests(CodeProperties properties) {
        this.key = new SecretKeySpec(properties.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    String ofAddress(EmailAddress email) {
        return digest("address:" + email.value()).substring(0, ADDRESS_DIGITS);
    }

    String ofBinding(String binding) {
        return digest("binding:" + binding);
    }

    /// Bound to the address: a code is of no use elsewhere.
    String ofCode(EmailAddress email, String code) {
        return digest("code:" + email.value() + ":" + code);
    }

    private String digest(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
