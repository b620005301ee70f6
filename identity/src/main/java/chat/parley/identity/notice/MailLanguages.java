package chat.parley.identity.notice;

import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// The languages that mails are written in.
@Component
public class MailLanguages {
    private static final List<Locale> KNOWN = List.of(Locale.ENGLISH, Locale.GERMAN);

    /// The one that the browser likes best; English when it does not say, or says nonsense.
    public Locale best(HttpHeaders headers) {
        String wish = headers.getFirst(HttpHeaders.ACCEPT_LANGUAGE);
        try {
            Locale best = wish == null ? null : Locale.lookup(Locale.LanguageRange.parse(wish), KNOWN);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }
}
