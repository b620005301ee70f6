package chat.parley.identity.device;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/// What people recognise a device by: `Firefox on Linux`. Made of our own words only, whatever a client says of itself.
public final class DeviceName {
    private static final int LOOKED_AT = 512;
    private static final String SOMETHING = "Unknown device";

    /// In this order, since browsers also claim to be those that came before them.
    private static final List<Map.Entry<String, String>> PROGRAMS = List.of(
            Map.entry("parley", "parley"),
            Map.entry("Edg", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("SamsungBrowser/", "Samsung Internet"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("FxiOS/", "Firefox"),
            Map.entry("CriOS/", "Chrome"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"));

    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("iPhone", "iPhone"),
            Map.entry("iPad", "iPad"),
            Map.entry("Android", "Android"),
            Map.entry("Windows", "Windows"),
            Map.entry("CrOS", "ChromeOS"),
            Map.entry("Mac OS X", "macOS"),
            Map.entry("Linux", "Linux"));

    private DeviceName() {}

    /// By the `User-Agent`.
    public static String of(HttpHeaders headers) {
        String agent =
                headers.getOrEmpty(HttpHeaders.USER_AGENT).stream().findFirst().orElse("");
        String start = agent.substring(0, Math.min(agent.length(), LOOKED_AT));
        String program = first(PROGRAMS, start);
        String system = first(SYSTEMS, start);
        if (program.isEmpty()) {
            return system.isEmpty() ? SOMETHING : system;
        }
        return system.isEmpty() ? program : program + " on " + system;
    }

    private static String first(List<Map.Entry<String, String>> signs, String agent) {
        return signs.stream()
                .filter(sign -> agent.contains(sign.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
