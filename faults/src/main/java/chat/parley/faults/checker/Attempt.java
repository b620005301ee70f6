package chat.parley.faults.checker;

import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;

/// One try of a send on one client. `INVOKE` as outcome: it never came.
final class Attempt {
    private final String client;
    private final String digest;
    private final long begunLine;
    private final long begunT;
    private Outcome outcome = Outcome.INVOKE;
    private long endedLine;
    private long endedT;
    private long seq;

    Attempt(long line, Event invoke) {
        client = invoke.client();
        digest = invoke.digest();
        begunLine = line;
        begunT = invoke.t();
    }

    void end(long line, Event event) {
        outcome = event.type();
        endedLine = line;
        endedT = event.t();
        seq = event.seq();
    }

    boolean isOpenAt(String who) {
        return outcome == Outcome.INVOKE && client.equals(who);
    }

    boolean isAcknowledged() {
        return outcome == Outcome.OK;
    }

    /// Surely without effect.
    boolean isRefused() {
        return outcome == Outcome.FAIL;
    }

    String client() {
        return client;
    }

    String digest() {
        return digest;
    }

    long begunLine() {
        return begunLine;
    }

    long begunT() {
        return begunT;
    }

    long endedLine() {
        return endedLine;
    }

    long endedT() {
        return endedT;
    }

    long seq() {
        return seq;
    }
}
