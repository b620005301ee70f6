package chat.parley.messaging.connection;

import chat.parley.protocol.live.ServerEvent;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Writes events into frames.
public final class EventFrames {
    private static final ObjectWriter EVENTS = JsonMapper.shared().writerFor(ServerEvent.class);

    static {
        for (Class<?> event : ServerEvent.class.getPermittedSubclasses()) {
            JsonMapper.shared().writerFor(event);
        }
    }

    private EventFrames() {}

    /// The event in the client's wire form.
    public static Frame of(ServerEvent event) {
        return new Frame(EVENTS.writeValueAsBytes(event), isPassing(event));
    }

    private static boolean isPassing(ServerEvent event) {
        return switch (event) {
            case ServerEvent.TypingChanged typing -> true;
            case ServerEvent.PresenceChanged presence -> true;
            case ServerEvent.Welcome welcome -> false;
            case ServerEvent.Heads heads -> false;
            case ServerEvent.Entries entries -> false;
            case ServerEvent.Ack ack -> false;
            case ServerEvent.ReceiptMoved receipt -> false;
            case ServerEvent.Added added -> false;
            case ServerEvent.Removed removed -> false;
            case ServerEvent.Heartbeat heartbeat -> false;
            case ServerEvent.Resync resync -> false;
            case ServerEvent.Pong pong -> false;
            case ServerEvent.Refused refused -> false;
        };
    }
}
