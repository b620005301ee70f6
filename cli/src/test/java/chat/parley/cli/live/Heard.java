package chat.parley.cli.live;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/// Keeps what it hears.
final class Heard implements Hearer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<LiveEnd> ends = new CopyOnWriteArrayList<>();

    @Override
    public void heard(ByteBuf json) {
        events.add(json.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void ended(LiveEnd end) {
        ends.add(end);
    }

    List<String> events() {
        return events;
    }

    List<LiveEnd> ends() {
        return ends;
    }

    /// The n-th event of this type, once it is there.
    String await(String type, int n) {
        Awaitility.await(type).atMost(PATIENCE).until(() -> of(type).size() >= n);
        return of(type).get(n - 1);
    }

    LiveEnd end() {
        Awaitility.await("the end").atMost(PATIENCE).until(() -> !ends.isEmpty());
        return ends.getFirst();
    }

    List<String> of(String type) {
        return events.stream()
                .filter(event -> event.startsWith("{\"type\":\"" + type + "\""))
                .toList();
    }
}
