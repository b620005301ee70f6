package chat.parley.faults.checker;

import java.util.HashMap;
import java.util.Map;

/// Promise C4: a seq belongs to one entry, in each view of the log and among the acknowledgements.
record DuplicateSeq(Facts facts, Findings findings) implements Rule {
    @Override
    public void finish() {
        for (Conversation conversation : facts.conversations()) {
            FinalLog log = conversation.log();
            log.conflicts().forEach((seq, others) -> report(log, seq, others.getFirst()));
            Map<Long, Attempt> bySeq = new HashMap<>();
            for (Send send : conversation.sends()) {
                look(log, send, bySeq);
            }
        }
    }

    private void look(FinalLog log, Send send, Map<Long, Attempt> bySeq) {
        Attempt attempt = send.acknowledged();
        if (attempt == null) {
            return;
        }
        Attempt other = bySeq.putIfAbsent(attempt.seq(), attempt);
        if (other != null && !log.conflicts().containsKey(attempt.seq())) {
            findings.add(
                    Anomaly.DUPLICATE_SEQ,
                    "seq " + attempt.seq() + " was acknowledged to two messages",
                    other.endedLine(),
                    attempt.endedLine());
        }
    }

    private void report(FinalLog log, long seq, Stored other) {
        Stored first = log.at(seq);
        findings.add(
                Anomaly.DUPLICATE_SEQ,
                "one view has two entries with seq " + seq,
                first == null ? 0 : first.line(),
                other.line());
    }
}
