package chat.parley.identity.account;

import chat.parley.protocol.Limits;
import chat.parley.protocol.error.InvalidInput;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/// An e-mail address in the one form in which it is stored, compared and mailed: lower case, the domain in ASCII.
///
/// @param value as `local@domain`
public record EmailAddress(String value) {
    private static final int LOCAL_CHARACTERS = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*+");

    /// The canonical form of what somebody typed; [InvalidInput] when it is no address.
    public static EmailAddress parse(String typed) {
        String trimmed = typed.strip();
        int at = trimmed.lastIndexOf('@');
        if (at < 1) {
            throw malformed();
        }
        String local = trimmed.substring(0, at).toLowerCase(Locale.ROOT);
        String domain = ascii(trimmed.substring(at + 1));
        String address = local + "@" + domain;
        boolean wellFormed = local.length() <= LOCAL_CHARACTERS
                && address.length() <= Limits.EMAIL_CHARACTERS
                && LOCAL.matcher(local).matches()
                && DOMAIN.matcher(domain).matches();
        if (!wellFormed) {
            throw malformed();
        }
        return new EmailAddress(address);
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static InvalidInput malformed() {
        return InvalidInput.badRequest("email is not an e-mail address");
    }

    /// Without the address, so that no log has it.
    @Override
    public String toString() {
        return "EmailAddress[]";
    }
}
