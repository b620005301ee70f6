package chat.parley.cli.report;

/// What it comes to, in a sentence.
final class Verdict {
    private Verdict() {}

    static String of(LoadReport report) {
        Integrity found = report.integrity();
        if (found.holds()) {
            return report.sendToAck().count() == 0
                    ? "All connections were kept."
                    : "Nothing was lost, doubled or put in another order.";
        }
        return "NOT AS PROMISED: " + Units.count(found.lost() + found.acknowledgedLost()) + " lost, "
                + Units.count(found.doubled() + found.storedTwice()) + " doubled, "
                + Units.count(found.disordered()) + " out of order, "
                + Units.count(found.refusedStored()) + " stored although refused.";
    }
}
