package chat.parley.messaging.live;

import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.connection.EventFrames;
import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.fanout.ConnectionRegistry;
import chat.parley.messaging.fanout.HeadChanges;
import chat.parley.protocol.Limits;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.live.ServerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells every connection that we are here, and which of its conversations went on meanwhile: so a client that lost the
/// last entry finds out. One sweep for all of them; those for whom nothing changed share one frame.
final class Heartbeats {
    private static final Frame NOTHING_NEW = EventFrames.of(new ServerEvent.Heartbeat(List.of()));

    private final ConnectionRegistry registry;
    private final HeadChanges changes;

    Heartbeats(ConnectionRegistry registry, HeadChanges changes) {
        this.registry = registry;
        this.changes = changes;
    }

    /// One beat.
    void beat() {
        Map<Connection, List<Head>> news = new HashMap<>();
        changes.take()
                .forEach(head -> registry.of(head.chatId())
                        .forEach(connection -> news.computeIfAbsent(connection, ignored -> new ArrayList<>())
                                .add(head)));
        registry.forEach(connection -> beat(connection, news.getOrDefault(connection, List.of())));
    }

    private static void beat(Connection connection, List<Head> heads) {
        if (heads.isEmpty()) {
            connection.offer(NOTHING_NEW);
            return;
        }
        for (int from = 0; from < heads.size(); from += Limits.HEADS_PER_FRAME) {
            List<Head> some = heads.subList(from, Math.min(heads.size(), from + Limits.HEADS_PER_FRAME));
            connection.say(new ServerEvent.Heartbeat(some));
        }
    }
}
