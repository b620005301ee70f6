package chat.parley.faults.checker;

import java.util.List;

/// Promise C3: repeats are answered with the same seq, and the same id with other content is refused. Where the log
/// really holds the message twice, [Duplicate] says so instead.
record RetryNotIdempotent(Facts facts, Findings findings) implements Rule {
    @Override
    public void finish() {
        for (Conversation conversation : facts.conversations()) {
            for (Send send : conversation.sends()) {
                if (send.attempts().size() > 1) {
                    look(conversation, send);
                }
            }
        }
    }

    private void look(Conversation conversation, Send send) {
        List<Attempt> acknowledged =
                send.attempts().stream().filter(Attempt::isAcknowledged).toList();
        if (acknowledged.stream().map(Attempt::digest).distinct().count() > 1) {
            report(send, "was accepted with different contents", acknowledged);
        } else if (!send.isAnsweredAlike() && !conversation.holdsTwice(send.clientMessageId())) {
            report(send, "was acknowledged with different seqs", acknowledged);
        }
    }

    private void report(Send send, String what, List<Attempt> attempts) {
        long[] lines = attempts.stream().mapToLong(Attempt::endedLine).toArray();
        findings.add(Anomaly.RETRY_NOT_IDEMPOTENT, send.clientMessageId() + " " + what, lines);
    }
}
