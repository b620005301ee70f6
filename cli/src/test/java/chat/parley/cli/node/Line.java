package chat.parley.cli.node;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One client's connection, whatever carries it.
public abstract class Line {
    private final Set<String> chats = ConcurrentHashMap.newKeySet();
    private volatile String user = "";

    /// Says an event.
    abstract void event(String json);

    /// Ends the connection with a close code.
    public abstract void end(int code, String reason, long reconnectAfterMs);

    /// Ends it without a word.
    public abstract void cut();

    String user() {
        return user;
    }

    Set<String> chats() {
        return chats;
    }

    void enter(String who) {
        user = who;
    }
}
