package chat.parley.faults.checker;

/// Promise C1: what was acknowledged is in the final log.
record LostAck(Facts facts, Findings findings) implements Rule {
    @Override
    public void finish() {
        for (Conversation conversation : facts.conversations()) {
            for (Send send : conversation.sends()) {
                look(conversation, send);
            }
        }
    }

    private void look(Conversation conversation, Send send) {
        Attempt acknowledged = send.acknowledged();
        if (acknowledged != null && conversation.log().placeOf(send.clientMessageId()) == 0) {
            String why = conversation.wasReadAtTheEnd() ? "is in no final read" : "was never looked for at the end";
            findings.add(
                    Anomaly.LOST_ACK, send.clientMessageId() + " " + why, send.firstLine(), acknowledged.endedLine());
        }
    }
}
