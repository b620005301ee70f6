package chat.parley.protocol.account;

import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.error.InvalidInput;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What people may say about themselves. Of each field: `null` leaves it, an empty text takes it back.
final class ProfileFields {
    private static final Pattern HANDLE = Pattern.compile("[a-z0-9_.]{3,30}");
    private static final int TAG_CHARACTERS = 35;

    private ProfileFields() {}

    static @Nullable String handle(@Nullable String value) {
        if (value == null || value.isEmpty() || HANDLE.matcher(value).matches()) {
            return value;
        }
        throw InvalidInput.unprocessable("handle must be 3 to 30 of a-z, 0-9, _ and .");
    }

    /// The only one of several lines.
    static @Nullable String about(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return value == null ? null : "";
        }
        String about = Check.text(value, Limits.ABOUT_CHARACTERS, "about").strip();
        if (about.chars().anyMatch(letter -> Character.isISOControl(letter) && letter != '\n')) {
            throw InvalidInput.unprocessable("about must not hold control characters");
        }
        return about;
    }

    /// In its canonical spelling.
    static @Nullable String language(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return value;
        }
        String tag = value.length() > TAG_CHARACTERS ? "" : canonical(value);
        if (tag.isEmpty() || tag.startsWith("und")) {
            throw InvalidInput.unprocessable("language must be a BCP 47 tag");
        }
        return tag;
    }

    static @Nullable String timeZone(@Nullable String value) {
        if (value == null || value.isEmpty() || ZoneId.getAvailableZoneIds().contains(value)) {
            return value;
        }
        throw InvalidInput.unprocessable("timeZone must be an IANA time zone");
    }

    private static String canonical(String tag) {
        try {
            return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
        } catch (IllformedLocaleException e) {
            return "";
        }
    }
}
