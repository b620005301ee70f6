package chat.parley.standalone.inbox;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;

/// Finds the readable parts of a mail.
final class MailParts {
    private static final int MOST_CHARACTERS = 100_000;
    private static final int DEEPEST = 8;

    private MailParts() {}

    /// The first part of this type (`text/plain`, `text/html`), cut where it is absurdly long, or nothing.
    static String first(Part mail, String type) throws MessagingException, IOException {
        return first(mail, type, 0);
    }

    private static String first(Part part, String type, int depth) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return cut(String.valueOf(part.getContent()));
        }
        boolean goesDeeper = part.isMimeType("multipart/*") && depth < DEEPEST;
        return goesDeeper ? firstOf((Multipart) part.getContent(), type, depth + 1) : "";
    }

    private static String firstOf(Multipart parts, String type, int depth) throws MessagingException, IOException {
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            String found = first(part, type, depth);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static String cut(String text) {
        return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    }
}
