package chat.parley.notifier.post;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The requests whose mails this process has handed over lately. Spares people a second copy when the broker went away
/// between the mail server's 250 and our ack; after a crash of our own the copy is sent.
final class SentMails {
    private static final int CAPACITY = 4096;

    private final Map<UUID, Boolean> requests = Collections.synchronizedMap(new Latest());

    void add(UUID request) {
        requests.put(request, Boolean.TRUE);
    }

    boolean contains(UUID request) {
        return requests.containsKey(request);
    }

    private static final class Latest extends LinkedHashMap<UUID, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > CAPACITY;
        }
    }
}
