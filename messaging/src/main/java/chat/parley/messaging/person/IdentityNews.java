package chat.parley.messaging.person;

import chat.parley.protocol.event.IdentityEvent;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Passes on what identity tells, whichever way it came. What cannot be read, or is of a newer identity, is ignored; a
/// listener that fails keeps the others from nothing.
@Component
public class IdentityNews {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityNews.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectReader EVENTS = JSON.readerFor(IdentityEvent.class);

    static {
        // Readers are made under a lock: not on the threads of the network.
        for (Class<?> event : IdentityEvent.class.getPermittedSubclasses()) {
            JSON.readerFor(event);
        }
    }

    private final List<IdentityListener> listeners;

    IdentityNews(ObjectProvider<IdentityListener> listeners) {
        this.listeners = listeners.orderedStream().toList();
    }

    /// An event as it came.
    public void heard(byte[] json) {
        try {
            IdentityEvent event = EVENTS.readValue(json);
            tell(listener -> listener.heard(event));
        } catch (JacksonException unreadable) {
            LOG.warn(
                    "Something that identity told is ignored: {}",
                    unreadable.getClass().getSimpleName());
        }
    }

    /// Something may not have come.
    void interrupted() {
        tell(IdentityListener::interrupted);
    }

    private void tell(Consumer<IdentityListener> news) {
        listeners.forEach(listener -> tell(listener, news));
    }

    private static void tell(IdentityListener listener, Consumer<IdentityListener> news) {
        try {
            news.accept(listener);
        } catch (RuntimeException defect) {
            LOG.error("What identity told was not taken by {}", listener.getClass(), defect);
        }
    }
}
