package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Promise C11: nobody gets entries from before joining or after removal. Live entries may still come for 2 s after the
/// removal was acknowledged; reads that began later must not have them.
final class UnauthorisedRecv implements Rule {
    private static final long LIVE_GRACE = Duration.ofSeconds(2).toNanos();

    private final Facts facts;
    private final Findings findings;
    private final Map<On, Long> readSince = new HashMap<>();

    UnauthorisedRecv(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        if (event.f() == Act.STORE_AUDIT) {
            return;
        }
        if (Entries.isEntry(event)) {
            entry(line, event);
        } else if (event.type() == Outcome.INVOKE && (event.f() == Act.READ || event.f() == Act.FINAL_READ)) {
            readSince.put(On.of(event), event.t());
        }
    }

    private void entry(long line, Event event) {
        Members members = facts.conversation(event).members();
        if (members.covers(event.user(), event.seq())) {
            return;
        }
        Membership membership = members.of(event.user());
        Membership.Change last = membership == null ? null : membership.lastBefore(event.seq());
        if (last == null || isLate(event, last)) {
            String what = last == null ? " before joining" : " after removal";
            findings.add(
                    Anomaly.UNAUTHORISED_RECV,
                    event.client() + " got " + event.seq() + what,
                    last == null ? 0 : last.line(),
                    line);
        }
    }

    private boolean isLate(Event event, Membership.Change removal) {
        return event.f() == Act.RECV
                ? event.t() > removal.t() + LIVE_GRACE
                : readSince.getOrDefault(On.of(event), event.t()) > removal.t();
    }
}
