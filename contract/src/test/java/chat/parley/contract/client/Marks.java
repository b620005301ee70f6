package chat.parley.contract.client;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Witness;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// How far everybody has read, as far as a device was told: of two receipts the higher counts, whichever came first.
/// For one thread at a time.
final class Marks {
    private final Map<String, Long> highest = new HashMap<>();

    /// A receipt came; what it changes is shown.
    void take(Witness by, String chat, JsonNode receipt) {
        String user = receipt.path("userId").stringValue("");
        raise(by, Act.SAW_DELIVERED, chat, user, receipt.path("delivered").longValue(0));
        raise(by, Act.SAW_READ, chat, user, receipt.path("read").longValue(0));
    }

    private void raise(Witness by, Act act, String chat, String user, long seq) {
        String key = act + chat + user;
        if (seq > highest.getOrDefault(key, 0L)) {
            highest.put(key, seq);
            by.sawMark(act, chat, user, seq);
        }
    }
}
