package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import java.util.HashMap;
import java.util.Map;

/// Promise C5: entries reach a connection in the order of seq. One that the device knows already is
/// [VisibleDuplicate]'s.
final class NonMonotonicRecv implements Rule {
    private final Findings findings;
    private final Shown shown = new Shown();
    private final Map<On, Last> last = new HashMap<>();

    NonMonotonicRecv(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        if (event.f() == Act.RESYNC) {
            shown.forget(event);
            last.remove(On.of(event));
        } else if (Entries.isShown(event)) {
            recv(line, event);
        }
    }

    private void recv(long line, Event event) {
        Last before = last.get(On.of(event));
        boolean isNew = shown.add(event);
        if (before == null || event.seq() > before.seq()) {
            last.put(On.of(event), new Last(event.seq(), line));
        } else if (isNew) {
            findings.add(
                    Anomaly.NON_MONOTONIC_RECV,
                    event.client() + " was shown " + event.seq() + " after " + before.seq(),
                    before.line(),
                    line);
        }
    }

    private record Last(long seq, long line) {}
}
