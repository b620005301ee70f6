package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import java.util.HashSet;
import java.util.Set;

/// Nothing exists that nobody sent, and nothing is shown that is not stored. Each message is reported once.
final class Phantom implements Rule {
    private final Facts facts;
    private final Findings findings;
    private final Set<String> reported = new HashSet<>();

    Phantom(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        if (Entries.isMessage(event)) {
            Conversation conversation = facts.conversation(event);
            Send send = conversation.send(event.clientMessageId());
            if (send == null || !(event.digest().isEmpty() || send.wasSentAs(event.digest()))) {
                report(line, event, "was never sent like this", send == null ? 0 : send.firstLine());
            } else if (isShownOnly(conversation, send, event)) {
                report(line, event, "was shown but is not in the log", send.firstLine());
            }
        }
    }

    /// Acknowledged ones are lost, refused ones are reported as such.
    private static boolean isShownOnly(Conversation conversation, Send send, Event event) {
        return (event.f() == Act.RECV || event.f() == Act.READ)
                && conversation.wasReadAtTheEnd()
                && conversation.log().placeOf(send.clientMessageId()) == 0
                && send.acknowledged() == null
                && send.mayBeStored();
    }

    private void report(long line, Event event, String what, long sentLine) {
        if (reported.add(event.conversation() + ' ' + event.clientMessageId())) {
            findings.add(Anomaly.PHANTOM, event.clientMessageId() + " " + what, sentLine, line);
        }
    }
}
