package chat.parley.cli.live;

import chat.parley.protocol.live.CloseCode;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a live connection ended.
///
/// @param code a close code, or [#CUT]
/// @param reason for people
/// @param reconnectAfterMs when a draining node wants its clients back
public record LiveEnd(int code, String reason, OptionalLong reconnectAfterMs) {
    /// Nobody said goodbye.
    public static final int CUT = 1006;

    private static final Pattern RECONNECT = Pattern.compile("reconnectAfterMs=(\\d{1,9})");

    /// An end with a code. A WebSocket's reason may hold the time to come back after.
    static LiveEnd closed(int code, String reason) {
        Matcher after = RECONNECT.matcher(reason);
        return new LiveEnd(
                code, reason, after.find() ? OptionalLong.of(Long.parseLong(after.group(1))) : OptionalLong.empty());
    }

    /// An end without one.
    static LiveEnd cut(Throwable cause) {
        String message = cause.getMessage();
        return cut(message == null ? cause.getClass().getSimpleName() : message);
    }

    /// An end without one.
    public static LiveEnd cut(String reason) {
        return new LiveEnd(CUT, reason, OptionalLong.empty());
    }

    /// For counting: the code's name, `CUT`, or the number.
    public String name() {
        if (code == CUT) {
            return "CUT";
        }
        for (CloseCode known : CloseCode.values()) {
            if (known.code() == code) {
                return known.name();
            }
        }
        return String.format(Locale.ROOT, "CLOSE_%d", code);
    }
}
