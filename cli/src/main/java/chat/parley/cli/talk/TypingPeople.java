package chat.parley.cli.talk;

import chat.parley.protocol.id.UserId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Who is writing. Forgotten after six seconds without repetition. Safe from any thread.
final class TypingPeople {
    private static final long LASTS_NANOS = Duration.ofSeconds(6).toNanos();

    private final Map<UserId, Long> until = new LinkedHashMap<>();

    synchronized void heard(UserId who, boolean active, long now) {
        if (active) {
            until.put(who, now + LASTS_NANOS);
        } else {
            until.remove(who);
        }
    }

    /// In a few words; empty when nobody writes.
    synchronized String text(Function<UserId, String> names, long now) {
        until.values().removeIf(end -> end - now <= 0);
        List<String> writing = until.keySet().stream().map(names).toList();
        return switch (writing.size()) {
            case 0 -> "";
            case 1 -> writing.getFirst() + " is writing…";
            case 2 -> writing.getFirst() + " and " + writing.getLast() + " are writing…";
            default -> writing.size() + " people are writing…";
        };
    }
}
