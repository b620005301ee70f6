package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.util.HashMap;
import java.util.Map;

/// Promise C4: if one send was acknowledged before another of the conversation was first tried, its seq is lower,
/// whatever the nodes. An unknown one that landed counts from its first try.
final class RealTimeOrder implements Rule {
    private static final Mark NONE = new Mark(0, 0);

    private final Facts facts;
    private final Findings findings;
    private final Map<Conversation, Mark> acknowledged = new HashMap<>();
    private final Map<Conversation, Map<Send, Mark>> floors = new HashMap<>();

    RealTimeOrder(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        if (event.f() != Act.SEND) {
            return;
        }
        Conversation conversation = facts.conversation(event);
        Mark mark = acknowledged.getOrDefault(conversation, NONE);
        Send send = conversation.send(event.clientMessageId());
        if (event.type() == Outcome.OK && event.seq() > mark.seq()) {
            acknowledged.put(conversation, new Mark(event.seq(), line));
        } else if (send != null && send.firstLine() == line && mark.seq() > 0) {
            floors.computeIfAbsent(conversation, key -> new HashMap<>()).put(send, mark);
        }
    }

    @Override
    public void finish() {
        floors.forEach(
                (conversation, sends) -> sends.forEach((send, floor) -> look(send, conversation.seqOf(send), floor)));
    }

    private void look(Send send, long seq, Mark floor) {
        if (seq != 0 && seq < floor.seq()) {
            findings.add(
                    Anomaly.REAL_TIME_ORDER,
                    send.clientMessageId() + " got " + seq + " although " + floor.seq() + " was acknowledged before",
                    floor.line(),
                    send.firstLine());
        }
    }

    /// @param seq the highest acknowledged so far
    /// @param line of that acknowledgement
    private record Mark(long seq, long line) {}
}
