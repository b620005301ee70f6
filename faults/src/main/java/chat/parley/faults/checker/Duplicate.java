package chat.parley.faults.checker;

import java.util.List;

/// Promise C3: a message is in the log once, however often it was sent.
record Duplicate(Facts facts, Findings findings) implements Rule {
    @Override
    public void finish() {
        for (Conversation conversation : facts.conversations()) {
            FinalLog log = conversation.log();
            log.repeated().forEach((id, stored) -> report(id + " is listed twice in one view", stored.line()));
            for (String id : log.wanderers()) {
                conversation.views().stream()
                        .map(view -> log.placesIn(view, id))
                        .filter(places -> places.size() > 1)
                        .findFirst()
                        .ifPresent(places -> report(log, id, places));
            }
        }
    }

    private void report(FinalLog log, String id, List<Long> places) {
        long[] lines = places.stream()
                .map(log::at)
                .mapToLong(stored -> stored == null ? 0 : stored.line())
                .toArray();
        report(id + " is in the log at " + places, lines);
    }

    private void report(String what, long... lines) {
        findings.add(Anomaly.DUPLICATE, what, lines);
    }
}
