package chat.parley.faults.checker;

import chat.parley.faults.checker.SimulatedLog.Entry;
import chat.parley.faults.history.Outcome;

/// A send on its way: first it takes effect or not, then its answer comes or not.
final class SimulatedSend {
    private final String user;
    private final String client;
    private final SimulatedLog log;
    private final String message;
    private Outcome outcome = Outcome.INVOKE;
    private Entry entry = new Entry(0, "");

    SimulatedSend(String user, String client, SimulatedLog log, String message) {
        this.user = user;
        this.client = client;
        this.log = log;
        this.message = message;
    }

    void decide(Outcome decided, Entry stored) {
        outcome = decided;
        entry = stored;
    }

    boolean isDecided() {
        return outcome != Outcome.INVOKE;
    }

    /// The same again, over HTTP.
    SimulatedSend repeated() {
        return new SimulatedSend(user, user + "/web", log, message);
    }

    String user() {
        return user;
    }

    String client() {
        return client;
    }

    SimulatedLog log() {
        return log;
    }

    String message() {
        return message;
    }

    Outcome outcome() {
        return outcome;
    }

    Entry entry() {
        return entry;
    }
}
