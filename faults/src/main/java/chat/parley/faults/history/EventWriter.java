package chat.parley.faults.history;

import java.io.OutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes events as JSON, one per line. Not thread-safe.
final class EventWriter implements AutoCloseable {
    private final JsonGenerator json;

    EventWriter(OutputStream out) {
        json = JsonFactory.builder()
                .rootValueSeparator("\n")
                .build()
                .createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
    }

    void write(Event event) {
        json.writeStartObject();
        json.writeNumberProperty("t", event.t());
        json.writeStringProperty("client", event.client());
        json.writeStringProperty("f", event.f().wire());
        json.writeStringProperty("type", event.type().wire());
        text("conversation", event.conversation());
        text("clientMessageId", event.clientMessageId());
        text("id", event.id());
        if (event.seq() != 0) {
            json.writeNumberProperty("seq", event.seq());
        }
        text("digest", event.digest());
        json.writeEndObject();
    }

    void flush() {
        json.flush();
    }

    @Override
    public void close() {
        json.close();
    }

    private void text(String name, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }
}
