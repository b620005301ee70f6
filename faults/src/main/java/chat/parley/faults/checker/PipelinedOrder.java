package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.util.HashMap;
import java.util.Map;

/// Promise C4: sends on one live connection keep their order, acknowledged or not before the next; a part of
/// `real-time-order`. Sends that were repeated are left out: which attempt was stored cannot be known.
final class PipelinedOrder implements Rule {
    private final Facts facts;
    private final Findings findings;
    private final Map<On, Attempt> last = new HashMap<>();

    PipelinedOrder(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        if (event.f() == Act.SEND
                && event.type() == Outcome.OK
                && event.client().contains("#")) {
            Send send = facts.conversation(event).send(event.clientMessageId());
            if (send != null && send.attempts().size() == 1) {
                look(On.of(event), send.attempts().getFirst());
            }
        }
    }

    private void look(On connection, Attempt attempt) {
        Attempt before = last.put(connection, attempt);
        if (before != null && before.seq() != attempt.seq() && isSwapped(before, attempt)) {
            findings.add(
                    Anomaly.REAL_TIME_ORDER,
                    "two sends of one connection swapped",
                    before.begunLine(),
                    attempt.begunLine(),
                    before.endedLine(),
                    attempt.endedLine());
        }
    }

    private static boolean isSwapped(Attempt one, Attempt other) {
        return one.begunLine() < other.begunLine() != one.seq() < other.seq();
    }
}
