package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;

/// Promise C4: a message has the same seq and id for everybody at all times. Final views among each other are compared
/// by [MembersDisagree], acknowledgements among each other by [RetryNotIdempotent].
record InconsistentOffset(Facts facts, Findings findings) implements Rule {
    @Override
    public void see(long line, Event event) {
        Conversation conversation = facts.conversation(event);
        if (conversation.wasReadAtTheEnd() && claimsAPlace(conversation, event) && !isTrue(conversation.log(), event)) {
            String name = event.clientMessageId().isEmpty() ? "A notice" : event.clientMessageId();
            Stored stored = conversation.log().at(event.seq());
            findings.add(
                    Anomaly.INCONSISTENT_OFFSET,
                    name + " is said to be at " + event.seq(),
                    line,
                    stored == null ? 0 : stored.line());
        }
    }

    private static boolean claimsAPlace(Conversation conversation, Event event) {
        if (event.f() == Act.SEND && event.type() == Outcome.OK) {
            Send send = conversation.send(event.clientMessageId());
            return send != null && send.isAnsweredAlike();
        }
        return event.isEntry() && (event.f() == Act.RECV || event.f() == Act.READ);
    }

    private static boolean isTrue(FinalLog log, Event event) {
        String message = event.clientMessageId();
        if (!message.isEmpty() && log.placeOf(message) != 0 && !log.has(event.seq(), message)) {
            return false;
        }
        Stored stored = log.at(event.seq());
        return stored == null
                || !stored.clientMessageId().equals(message)
                || stored.id().isEmpty()
                || event.id().isEmpty()
                || stored.id().equals(event.id());
    }
}
