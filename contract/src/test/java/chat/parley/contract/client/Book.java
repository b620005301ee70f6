package chat.parley.contract.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a device holds of its conversations: everything up to a cursor, and beyond it what came too early.
/// For one thread at a time.
final class Book {
    /// Notices with which a membership begins.
    static final Set<String> BEGINNINGS = Set.of("created", "joined");

    private final String user;
    private final Map<String, Page> pages = new LinkedHashMap<>();

    Book(String user) {
        this.user = user;
    }

    /// The device holds this conversation up to `seq`.
    void hold(String chat, long seq) {
        Page unused = pages.computeIfAbsent(chat, key -> new Page(seq));
    }

    /// The person became a member: where to begin is what the joining notice says.
    void begin(String chat) {
        pages.put(chat, new Page(Page.NOWHERE));
    }

    void drop(String chat) {
        pages.remove(chat);
    }

    Collection<String> chats() {
        return List.copyOf(pages.keySet());
    }

    /// The last seq shown; 0 where there is none.
    long shown(String chat) {
        Page page = pages.get(chat);
        return page == null ? 0 : Math.max(0, page.shown);
    }

    Map<String, Long> cursors() {
        return pages.entrySet().stream()
                .filter(entry -> entry.getValue().shown >= 0)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().shown));
    }

    /// The log reaches this far.
    void head(String chat, long seq) {
        Page page = pages.get(chat);
        if (page != null) {
            page.head = Math.max(page.head, seq);
        }
    }

    /// Takes entries as they came and answers with those that can be shown now, in order.
    List<JsonNode> take(String chat, JsonNode entries) {
        Page page = pages.get(chat);
        List<JsonNode> all = new ArrayList<>();
        entries.forEach(all::add);
        return page == null ? all : page.take(all);
    }

    /// After which seq to ask, where something is missing and was not asked for yet.
    OptionalLong missing(String chat) {
        Page page = pages.get(chat);
        return page == null ? OptionalLong.empty() : page.missing();
    }

    /// Whatever was asked for is asked for again.
    void askAgain() {
        pages.values().forEach(page -> page.asked = Page.NOT_ASKED);
    }

    private final class Page {
        private static final long NOWHERE = -1;
        private static final long NOT_ASKED = -2;

        private final TreeMap<Long, JsonNode> early = new TreeMap<>();
        private long shown;
        private long head;
        private long asked = NOT_ASKED;

        private Page(long shown) {
            this.shown = shown;
        }

        private List<JsonNode> take(List<JsonNode> entries) {
            for (JsonNode entry : entries) {
                long seq = entry.path("seq").longValue();
                head = Math.max(head, seq);
                if (isMyJoining(entry) && seq > shown) {
                    shown = seq - 1;
                }
                early.put(seq, entry);
            }
            return shown == NOWHERE ? List.of() : ready();
        }

        private List<JsonNode> ready() {
            early.headMap(shown, true).clear();
            List<JsonNode> ready = new ArrayList<>();
            JsonNode next = early.remove(shown + 1);
            while (next != null) {
                ready.add(next);
                shown++;
                next = early.remove(shown + 1);
            }
            return ready;
        }

        private OptionalLong missing() {
            if (shown != NOWHERE && (head <= shown || asked == shown)) {
                return OptionalLong.empty();
            }
            if (shown == NOWHERE && asked == NOWHERE) {
                return OptionalLong.empty();
            }
            asked = shown;
            return OptionalLong.of(Math.max(0, shown));
        }

        private boolean isMyJoining(@Nullable JsonNode entry) {
            if (entry == null || !BEGINNINGS.contains(entry.path("kind").stringValue(""))) {
                return false;
            }
            for (JsonNode subject : entry.path("subjects")) {
                if (subject.stringValue("").equals(user)) {
                    return true;
                }
            }
            return false;
        }
    }
}
