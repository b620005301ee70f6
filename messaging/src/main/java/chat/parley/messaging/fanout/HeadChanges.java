package chat.parley.messaging.fanout;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The heads that moved on this node since somebody last asked. One per conversation, so bounded by those followed.
public final class HeadChanges {
    private volatile Map<ChatId, Head> changed = new ConcurrentHashMap<>();

    /// A conversation went on.
    void moved(Head head) {
        changed.merge(head.chatId(), head, (before, now) -> before.seq() > now.seq() ? before : now);
    }

    /// What moved since the last call. A head that moves meanwhile may be told twice, or with the next one.
    public Collection<Head> take() {
        Map<ChatId, Head> taken = changed;
        changed = new ConcurrentHashMap<>();
        return taken.values();
    }
}
