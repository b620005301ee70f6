package chat.parley.faults.checker;

import java.util.HashSet;
import java.util.Set;

/// Promise C4: seqs are 1..n. A hole that an acknowledged message left is that message's loss, reported as such.
record SeqHole(Facts facts, Findings findings) implements Rule {
    @Override
    public void finish() {
        for (Conversation conversation : facts.conversations()) {
            if (conversation.wasReadAtTheEnd()) {
                look(conversation);
            }
        }
    }

    private void look(Conversation conversation) {
        FinalLog log = conversation.log();
        Set<Long> acknowledged = acknowledged(conversation);
        Stored before = null;
        for (long seq = conversation.firstReadable(); seq <= log.head(); seq++) {
            Stored stored = log.at(seq);
            if (stored == null && !acknowledged.contains(seq)) {
                findings.add(Anomaly.SEQ_HOLE, "nobody has seq " + seq, before == null ? 0 : before.line());
            }
            before = stored;
        }
    }

    private static Set<Long> acknowledged(Conversation conversation) {
        Set<Long> seqs = new HashSet<>();
        for (Send send : conversation.sends()) {
            Attempt attempt = send.acknowledged();
            if (attempt != null) {
                seqs.add(attempt.seq());
            }
        }
        return seqs;
    }
}
