package chat.parley.messaging.live;

import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.connection.Wire;
import chat.parley.protocol.live.CloseCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keeps what is said.
final class FakeWire implements Wire {
    private final List<JsonNode> said = new ArrayList<>();
    private @Nullable CloseCode closed;

    @Override
    public void offer(Frame frame) {
        said.add(JsonMapper.shared().readTree(frame.bytes()));
    }

    @Override
    public Mono<Void> drained() {
        return Mono.empty();
    }

    @Override
    public void close(CloseCode code, String reason) {
        closed = closed == null ? code : closed;
    }

    @Nullable
    CloseCode closed() {
        return closed;
    }

    List<String> types() {
        return said.stream().map(event -> event.path("type").stringValue("")).toList();
    }

    JsonNode last() {
        return said.getLast();
    }
}
