package chat.parley.standalone.inbox;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One received mail.
///
/// @param number counts the mails of this run from 1
/// @param text its plain part, perhaps empty
/// @param html its HTML part as it came, perhaps empty; never shown but in a sandbox
record Mail(long number, String to, String subject, String text, String html, Instant receivedAt) {
    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

    /// The one-time code in it, if there is one.
    Optional<String> code() {
        Matcher found = CODE.matcher(subject + "\n" + text);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
}
