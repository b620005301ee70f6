package chat.parley.identity.event;

import chat.parley.protocol.event.IdentityEvent;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/// Events as they are kept and told.
final class EventJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    static {
        // Readers and writers are made under a lock: not on the threads of the network.
        for (Class<?> event : IdentityEvent.class.getPermittedSubclasses()) {
            JSON.readerFor(event);
            JSON.writerFor(event);
        }
    }

    private EventJson() {}

    static String text(IdentityEvent event) {
        return JSON.writeValueAsString(event);
    }

    static byte[] bytes(IdentityEvent event) {
        return text(event).getBytes(StandardCharsets.UTF_8);
    }

    static IdentityEvent read(String text) {
        return JSON.readValue(text, IdentityEvent.class);
    }
}
