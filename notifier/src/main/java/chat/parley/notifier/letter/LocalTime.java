package chat.parley.notifier.letter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Tells a time as people do where they live.
final class LocalTime {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT);

    private LocalTime() {}

    /// @param zone IANA id; empty or unknown for UTC
    static String tell(Instant time, String zone, String language) {
        ZoneId place = zone(zone);
        String where = place.equals(ZoneOffset.UTC) ? "UTC" : place.getId();
        return FORM.withLocale(Locale.forLanguageTag(language)).format(time.atZone(place)) + " (" + where + ")";
    }

    private static ZoneId zone(String id) {
        try {
            return id.isEmpty() ? ZoneOffset.UTC : ZoneId.of(id);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
