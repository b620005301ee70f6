package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;

/// Promise C5: a device shows each entry once, over all of its connections, until it is told to load anew.
final class VisibleDuplicate implements Rule {
    private final Findings findings;
    private final Shown shown = new Shown();

    VisibleDuplicate(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        if (event.f() == Act.RESYNC) {
            shown.forget(event);
        } else if (Entries.isShown(event) && !shown.add(event)) {
            findings.add(Anomaly.VISIBLE_DUPLICATE, event.device() + " was shown " + event.seq() + " once more", line);
        }
    }
}
