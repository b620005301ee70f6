package chat.parley.faults.checker;

import java.util.Map;

/// Promise C1: at the end all members, on all nodes and transports, and the store have the same log. A view may miss
/// the newest entries when they were not yet acknowledged as it began.
record MembersDisagree(Facts facts, Findings findings) implements Rule {
    @Override
    public void finish() {
        for (Conversation conversation : facts.conversations()) {
            for (View view : conversation.views()) {
                deviations(conversation.log(), view);
                omissions(conversation, view);
            }
        }
    }

    private void deviations(FinalLog log, View view) {
        for (Map.Entry<Long, Stored> deviation : view.deviations().entrySet()) {
            long seq = deviation.getKey();
            Stored first = log.at(seq);
            if (first != null && !log.conflicts().containsKey(seq)) {
                report(
                        "two readers have different entries at " + seq,
                        first.line(),
                        deviation.getValue().line());
            }
        }
    }

    private void omissions(Conversation conversation, View view) {
        FinalLog log = conversation.log();
        for (long seq = 1; seq <= log.head(); seq++) {
            Stored stored = log.at(seq);
            if (stored != null && !view.has(seq) && isMissed(conversation, view, seq, stored)) {
                report("one reader lacks seq " + seq, stored.line(), view.endLine());
            }
        }
    }

    private static boolean isMissed(Conversation conversation, View view, long seq, Stored stored) {
        return view.owes(seq, conversation.members())
                && (seq < view.head() || conversation.wasAcknowledgedBy(view.begunLine(), stored));
    }

    private void report(String what, long... lines) {
        findings.add(Anomaly.MEMBERS_DISAGREE, what, lines);
    }
}
