package chat.parley.messaging.connection;

import chat.parley.protocol.live.ServerEvent;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Writes events into frames.
public final class EventFrames {
    private static final ObjectWriter EVENTS = JsonMapper.shared().writerFor(ServerEvent.class);

    private EventFrames() {}

    /// The event in the client's wire form.
    public static Frame of(ServerEvent event) {
        return new Frame(EVENTS.writeValueAsBytes(event), isPassing(event));
    }

    private static boolean isPassing(ServerEvent event) {
        return switch (event) {
            case ServerEvent.TypingChanged _, ServerEvent.PresenceChanged _ -> true;
            case ServerEvent.Welcome _,
                    ServerEvent.Heads _,
                    ServerEvent.Entries _,
                    ServerEvent.Ack _,
                    ServerEvent.ReceiptMoved _,
                    ServerEvent.Added _,
                    ServerEvent.Removed _,
                    ServerEvent.Heartbeat _,
                    ServerEvent.Resync _,
                    ServerEvent.Pong _,
                    ServerEvent.Refused _ -> false;
        };
    }
}
