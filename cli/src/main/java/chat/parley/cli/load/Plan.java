package chat.parley.cli.load;

import chat.parley.cli.Refusal;
import chat.parley.cli.live.LiveAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a load test is to do.
///
/// @param nodes where its people connect, in turn
/// @param users how many there are
/// @param roomSize people in one room; 0 when they only keep their connections
/// @param rate messages a second in all, whether or not they are answered; 0 for a closed loop
/// @param outstanding unanswered sends for each room; 0 for an open loop
/// @param think pause between an answer and the next send, in a closed loop
/// @param stormEvery how often connections are cut on purpose; zero for never
/// @param stormShare which part of them, 0 to 1
record Plan(
        URI server,
        List<LiveAddress> nodes,
        int users,
        int roomSize,
        double rate,
        Arrivals arrivals,
        int outstanding,
        Duration think,
        Duration ramp,
        Duration warmUp,
        Duration duration,
        Duration stormEvery,
        double stormShare,
        int textBytes,
        int threads,
        List<Long> serverPids) {
    private static final int MOST_TEXT = 4_000;

    Plan {
        require(users > 0, "--users must be at least 1.");
        require(idle(roomSize) || (roomSize > 1 && users > 1), "A room needs two people at least.");
        require(idle(roomSize) || outstanding > 0 || rate > 0, "--rate must be above 0.");
        require(textBytes > 0 && textBytes < MOST_TEXT, "--text-bytes is 1 to 3999.");
        require(stormShare > 0 && stormShare <= 1, "--storm-share is above 0 and at most 100.");
        require(threads > 0, "--threads must be at least 1.");
        require(!duration.isZero(), "--duration must not be 0.");
        nodes = List.copyOf(nodes);
        serverPids = List.copyOf(serverPids);
    }

    private static boolean idle(int roomSize) {
        return roomSize == 0;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw Refusal.unclear(otherwise);
        }
    }

    boolean idle() {
        return idle(roomSize);
    }

    boolean closedLoop() {
        return outstanding > 0;
    }

    boolean storms() {
        return !stormEvery.isZero();
    }

    /// In a line.
    String title() {
        String transport = nodes.getFirst().transport().toString();
        if (idle()) {
            return String.format(Locale.ROOT, "%,d idle connections over %s", users, transport);
        }
        String load = closedLoop()
                ? outstanding + " unanswered in each room"
                : String.format(Locale.ROOT, "%,.0f messages a second", rate);
        return String.format(Locale.ROOT, "%,d people in rooms of %,d over %s, %s", users, roomSize, transport, load);
    }

    /// For the report, in the order in which one asks.
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("transport", nodes.getFirst().transport().toString());
        settings.put("nodes", nodes.stream().map(node -> node.uri().toString()).collect(Collectors.joining(", ")));
        settings.put("users", String.valueOf(users));
        if (!idle()) {
            settings.put("room size", String.valueOf(roomSize));
            settings.put("loop", closedLoop() ? "closed, " + outstanding + " unanswered a room" : "open, " + arrivals);
            settings.put(closedLoop() ? "think time" : "rate", closedLoop() ? seconds(think) : rate + " /s");
            settings.put("text", textBytes + " bytes");
        }
        settings.put("ramp, warm-up, duration", seconds(ramp) + ", " + seconds(warmUp) + ", " + seconds(duration));
        if (storms()) {
            settings.put("storms", Math.round(stormShare * 100) + " % every " + seconds(stormEvery));
        }
        settings.put(
                "client",
                threads + " threads, Java " + Runtime.version().feature() + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        return settings;
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
