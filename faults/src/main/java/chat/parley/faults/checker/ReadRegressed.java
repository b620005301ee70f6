package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Promise C8: marks only grow, for each observer on each connection; and when heads rest, everybody who looks sees the
/// highest that anybody ever saw.
final class ReadRegressed implements Rule {
    private final Findings findings;
    private final Map<MarkKey, Map<String, Last>> byObserver = new HashMap<>();
    private final Map<MarkKey, Last> highest = new HashMap<>();
    private boolean rests;

    ReadRegressed(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        if (event.f() == Act.REST) {
            rests = true;
        } else if (MarkKey.isSeen(event)) {
            MarkKey mark = MarkKey.seen(event);
            Last now = new Last(event.seq(), line);
            Last before =
                    byObserver.computeIfAbsent(mark, key -> new HashMap<>()).put(event.client(), now);
            Last most = highest.merge(mark, now, ReadRegressed::higher);
            look(mark, now, rests ? most : before);
        }
    }

    private void look(MarkKey mark, Last now, @Nullable Last before) {
        if (before != null && now.seq() < before.seq()) {
            String what = mark.text() + " went from " + before.seq() + " to " + now.seq();
            findings.add(Anomaly.READ_REGRESSED, what, before.line(), now.line());
        }
    }

    private static Last higher(Last one, Last other) {
        return other.seq() > one.seq() ? other : one;
    }

    private record Last(long seq, long line) {}
}
