package chat.parley.faults.checker;

/// How many messages had which fate.
///
/// @param attempted different messages, repeats not counted
/// @param acknowledged at least once
/// @param recovered never acknowledged nor refused, but in the final log
/// @param lost acknowledged, and not in it
/// @param duplicated in it more than once
/// @param unexpected shown or stored although never sent, or refused
public record Counts(long attempted, long acknowledged, long recovered, long lost, long duplicated, long unexpected) {
    static Counts of(Facts facts, Findings findings) {
        long attempted = 0;
        long acknowledged = 0;
        long recovered = 0;
        for (Conversation conversation : facts.conversations()) {
            for (Send send : conversation.sends()) {
                attempted++;
                if (send.acknowledged() != null) {
                    acknowledged++;
                } else if (send.mayBeStored() && conversation.log().placeOf(send.clientMessageId()) > 0) {
                    recovered++;
                }
            }
        }
        return new Counts(
                attempted,
                acknowledged,
                recovered,
                findings.count(Anomaly.LOST_ACK),
                findings.count(Anomaly.DUPLICATE),
                findings.count(Anomaly.PHANTOM) + findings.count(Anomaly.REJECTED_BUT_STORED));
    }
}
