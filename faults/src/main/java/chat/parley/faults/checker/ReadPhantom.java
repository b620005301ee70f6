package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.util.HashMap;
import java.util.Map;

/// Promise C8: a mark never passes what the member's devices reported, nor the head. Reading implies delivery, sending
/// moves one's own marks, and a new member begins at the joining notice.
final class ReadPhantom implements Rule {
    private final Facts facts;
    private final Findings findings;
    private final Map<MarkKey, Long> reported = new HashMap<>();

    ReadPhantom(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        if (MarkKey.isSeen(event)) {
            look(line, event, MarkKey.seen(event));
        } else if (event.f() == Act.MARK_READ) {
            report(event, event.seq(), true);
        } else if (event.f() == Act.MARK_DELIVERED) {
            report(event, event.seq(), false);
        } else if (event.f() == Act.SEND && event.type() == Outcome.INVOKE) {
            Send send = facts.conversation(event).send(event.clientMessageId());
            report(event, send == null ? 0 : facts.conversation(event).seqOf(send), true);
        }
    }

    private void report(Event event, long seq, boolean read) {
        reported.merge(new MarkKey(event.conversation(), event.user(), false), seq, Math::max);
        if (read) {
            reported.merge(new MarkKey(event.conversation(), event.user(), true), seq, Math::max);
        }
    }

    private void look(long line, Event event, MarkKey mark) {
        Conversation conversation = facts.conversation(event);
        long most = Math.max(reported.getOrDefault(mark, 0L), joinedAt(conversation, event));
        boolean pastHead = conversation.wasReadAtTheEnd()
                && event.seq() > conversation.log().head();
        if (event.seq() > most || pastHead) {
            String limit = pastHead ? "the head" : "what was reported, " + most;
            findings.add(Anomaly.READ_PHANTOM, mark.text() + ", " + event.seq() + ", is past " + limit, line);
        }
    }

    private static long joinedAt(Conversation conversation, Event event) {
        Membership membership = conversation.members().of(event.id());
        Membership.Change change = membership == null ? null : membership.lastBefore(event.seq());
        return change == null ? 0 : change.seq();
    }
}
