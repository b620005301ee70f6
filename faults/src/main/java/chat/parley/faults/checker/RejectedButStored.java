package chat.parley.faults.checker;

import chat.parley.faults.history.Event;
import java.util.HashSet;
import java.util.Set;

/// Promise C2: what was refused does not exist. An attempt without an outcome may exist, whatever its repeats were
/// told.
final class RejectedButStored implements Rule {
    private final Facts facts;
    private final Findings findings;
    private final Set<String> reported = new HashSet<>();

    RejectedButStored(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        if (Entries.isMessage(event)) {
            Send send = facts.conversation(event).send(event.clientMessageId());
            if (send != null && isRefused(send, event.digest()) && reported.add(key(event))) {
                Attempt last = send.attempts().getLast();
                findings.add(
                        Anomaly.REJECTED_BUT_STORED,
                        event.clientMessageId() + " was refused",
                        send.firstLine(),
                        last.endedLine(),
                        line);
            }
        }
    }

    private static boolean isRefused(Send send, String digest) {
        return digest.isEmpty() ? !send.mayBeStored() : send.wasSentAs(digest) && !send.mayBeStoredAs(digest);
    }

    private static String key(Event event) {
        return event.conversation() + ' ' + event.clientMessageId();
    }
}
