package chat.parley.faults.checker;

import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Promise C10: what is shown of a person's presence is true again within 5 s after an orderly change, within 45 s
/// after
/// a crash or a cut, and while something is broken within 45 s after the heal. Judged before whatever changes it, and
/// when heads rest.
final class PresenceDivergence implements Rule {
    private static final long AFTER_HEAL = Duration.ofSeconds(45).toNanos();

    private final Findings findings;
    private final Map<String, Standing> standings = new HashMap<>();
    private final Map<String, Map<String, Shower>> showers = new HashMap<>();
    private long excusedUntil;

    PresenceDivergence(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        switch (event.f()) {
            case CONNECT -> connect(line, event);
            case DISCONNECT -> disconnect(line, event);
            case PRESENCE -> shown(line, event);
            case FAULT -> excuse(line, event, Long.MAX_VALUE);
            case HEAL -> excuse(line, event, event.t() + AFTER_HEAL);
            case REST -> judgeAll(line, event);
            default -> {}
        }
    }

    private void connect(long line, Event event) {
        if (event.type() == Outcome.OK) {
            judge(event.user(), line, event);
            standing(event.user()).connect(line, event);
        }
    }

    /// Who is gone observes nothing any more.
    private void disconnect(long line, Event event) {
        judgeAll(line, event);
        showers.values().forEach(observers -> observers.remove(event.client()));
        standing(event.user()).disconnect(line, event);
    }

    private void shown(long line, Event event) {
        judge(event.id(), line, event);
        showers.computeIfAbsent(event.id(), id -> new HashMap<>())
                .computeIfAbsent(event.client(), client -> new Shower())
                .show(line, event);
    }

    private void excuse(long line, Event event, long until) {
        judgeAll(line, event);
        excusedUntil = until;
    }

    private void judgeAll(long line, Event event) {
        showers.keySet().forEach(person -> judge(person, line, event));
    }

    private void judge(String person, long line, Event event) {
        Standing truth = standing(person);
        for (Shower shower : showers.getOrDefault(person, Map.of()).values()) {
            if (shower.isWrongAt(event.t(), truth, excusedUntil)) {
                String what = person + " was shown " + shower.text() + " wrongly for too long";
                findings.add(Anomaly.PRESENCE_DIVERGENCE, what, truth.line(), shower.line(), line);
            }
        }
    }

    private Standing standing(String person) {
        return standings.computeIfAbsent(person, name -> new Standing());
    }
}
