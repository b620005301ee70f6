package chat.parley.faults.checker;

import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// After a heal, sending works again within 20 s from the first try; and the figures beside it.
final class Liveness implements Rule {
    private static final long RECOVERED_WITHIN = Duration.ofSeconds(20).toNanos();

    private final Facts facts;
    private final Findings findings;
    private final Histogram lag = new Histogram();
    private final List<Duration> recoveries = new ArrayList<>();
    private long healLine;
    private long healT;
    private long triedT;
    private long waitingSince;
    private long open;
    private long longestGap;

    Liveness(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        switch (event.f()) {
            case HEAL -> heal(line, event);
            case FAULT -> healLine = 0;
            case SEND -> send(line, event);
            case RECV -> shown(event);
            default -> {}
        }
    }

    @Override
    public void finish() {
        if (healLine > 0 && triedT > 0) {
            findings.add(Anomaly.LIVENESS, "no send was acknowledged after the heal", healLine);
        }
    }

    Figures figures() {
        return new Figures(recoveries, Duration.ofNanos(longestGap), lag.lag());
    }

    private void heal(long line, Event event) {
        healLine = line;
        healT = event.t();
        triedT = 0;
    }

    private void send(long line, Event event) {
        if (event.type() == Outcome.INVOKE) {
            waitingSince = open++ == 0 ? event.t() : waitingSince;
            triedT = triedT == 0 ? event.t() : triedT;
            return;
        }
        open--;
        if (event.type() == Outcome.OK) {
            longestGap = Math.max(longestGap, event.t() - waitingSince);
            waitingSince = event.t();
            recovered(line, event.t());
        }
    }

    private void recovered(long line, long t) {
        if (healLine == 0 || triedT == 0) {
            return;
        }
        recoveries.add(Duration.ofNanos(t - healT));
        if (t - triedT > RECOVERED_WITHIN) {
            findings.add(Anomaly.LIVENESS, "it took long until a send was acknowledged", healLine, line);
        }
        healLine = 0;
    }

    private void shown(Event event) {
        if (Entries.isMessage(event)) {
            Send send = facts.conversation(event).send(event.clientMessageId());
            if (send != null) {
                lag.add(event.t() - send.attempts().getFirst().begunT());
            }
        }
    }
}
