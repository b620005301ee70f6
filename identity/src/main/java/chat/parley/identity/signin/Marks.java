package chat.parley.identity.signin;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Names that nobody can guess, for challenges and devices: 16 random bytes.
@Component
class Marks {
    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final SecureRandom random;

    Marks(SecureRandom random) {
        this.random = random;
    }

    /// The one that was shown, so that asking for a code twice does not make the first mail worthless; else another.
    String keptOrNew(String shown) {
        return FORM.matcher(shown).matches() ? shown : fresh();
    }

    private String fresh() {
        byte[] mark = new byte[BYTES];
        random.nextBytes(mark);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
    }
}
