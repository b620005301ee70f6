package chat.parley.faults.checker;

import chat.parley.faults.checker.SimulatedLog.Entry;
import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// A client with a live connection: shows entries in order, fetches what is missing, splices.
final class SimulatedDevice {
    private final String user;
    private final String name;
    private final Set<Defect> defects;
    private final Consumer<Event> history;
    private final Map<SimulatedLog, Deque<Entry>> inbox = new HashMap<>();
    private final Map<SimulatedLog, Long> cursors = new HashMap<>();
    private int connections;

    SimulatedDevice(String user, String device, Set<Defect> defects, Consumer<Event> history) {
        this.user = user;
        this.name = user + '/' + device;
        this.defects = defects;
        this.history = history;
    }

    String user() {
        return user;
    }

    String name() {
        return name;
    }

    String client() {
        return name + '#' + connections;
    }

    long cursor(SimulatedLog log) {
        return cursors.getOrDefault(log, 0L);
    }

    void connect() {
        connections++;
        history.accept(line(Act.CONNECT, Outcome.INVOKE));
        history.accept(line(Act.CONNECT, Outcome.OK));
    }

    void disconnect() {
        history.accept(line(Act.DISCONNECT, Outcome.INFO));
        inbox.clear();
    }

    void resume(SimulatedLog log) {
        history.accept(line(Act.RESUME, Outcome.OK).in(log.name()).at("", cursor(log)));
        catchUp(log);
    }

    void push(SimulatedLog log, Entry entry) {
        inbox.computeIfAbsent(log, key -> new ArrayDeque<>()).add(entry);
    }

    void forget(SimulatedLog log) {
        inbox.remove(log);
    }

    /// The subscription began behind this entry, and nobody noticed.
    void miss(SimulatedLog log, Entry entry) {
        cursors.put(log, entry.seq());
    }

    /// Takes one entry from the connection.
    void take(SimulatedLog log) {
        Deque<Entry> waiting = inbox.getOrDefault(log, new ArrayDeque<>());
        boolean last = defects.contains(Defect.PUSH_IN_ANY_ORDER);
        Entry entry = last ? waiting.pollLast() : waiting.pollFirst();
        if (entry != null) {
            arrived(log, entry);
        }
    }

    /// Fetches everything behind the cursor and shows it.
    void catchUp(SimulatedLog log) {
        for (Entry entry : fetch(log)) {
            show(log, entry);
        }
    }

    private void arrived(SimulatedLog log, Entry entry) {
        boolean blind = defects.contains(Defect.PUSH_IN_ANY_ORDER) || defects.contains(Defect.FAN_OUT_ONLY);
        if (blind || (entry.seq() <= cursor(log) && defects.contains(Defect.NO_SPLICE))) {
            show(log, entry);
        } else if (entry.seq() > cursor(log) + 1) {
            catchUp(log);
        } else if (entry.seq() == cursor(log) + 1) {
            show(log, entry);
        }
    }

    private Iterable<Entry> fetch(SimulatedLog log) {
        history.accept(line(Act.READ, Outcome.INVOKE).in(log.name()));
        Iterable<Entry> entries = log.after(user, cursor(log));
        entries.forEach(entry -> history.accept(entry(Act.READ, log, entry)));
        history.accept(line(Act.READ, Outcome.OK).in(log.name()));
        return entries;
    }

    private void show(SimulatedLog log, Entry entry) {
        history.accept(entry(Act.RECV, log, entry));
        cursors.merge(log, entry.seq(), Math::max);
    }

    private Event entry(Act act, SimulatedLog log, Entry entry) {
        return Simulation.entry(client(), act, log, entry);
    }

    private Event line(Act act, Outcome type) {
        return Event.of(client(), act, type);
    }
}
