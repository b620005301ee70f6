package chat.parley.messaging.fanout;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The heads that moved on this node since somebody last asked. One per conversation, so bounded by those followed.
public final class HeadChanges {
    private final Map<ChatId, Head> changed = new ConcurrentHashMap<>();

    /// A conversation went on.
    void moved(Head head) {
        changed.merge(head.chatId(), head, (before, now) -> before.seq() > now.seq() ? before : now);
    }

    /// What moved since the last call. A head that moves meanwhile is told now or with the next one, never left out.
    public Collection<Head> take() {
        List<Head> taken = new ArrayList<>();
        changed.keySet().forEach(chat -> take(chat, taken));
        return taken;
    }

    private void take(ChatId chat, List<Head> taken) {
        Head head = changed.remove(chat);
        if (head != null) {
            taken.add(head);
        }
    }
}
