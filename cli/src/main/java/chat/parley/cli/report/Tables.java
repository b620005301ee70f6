package chat.parley.cli.report;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of the page.
final class Tables {
    private Tables() {}

    static String latencies(LoadReport report) {
        if (report.sendToAck().count() == 0) {
            return "";
        }
        return section(
                "Latency",
                "<table><thead>" + heads("", "p50", "p90", "p99", "p99.9", "max", "measured") + "</thead><tbody>"
                        + row("send → ack", report.sendToAck()) + row("send → deliver", report.sendToDeliver())
                        + "</tbody></table>");
    }

    static String integrity(LoadReport report) {
        Integrity found = report.integrity();
        return section(
                "What came, and how",
                "<table><thead>" + heads("", "lost", "doubled", "out of order", "refused, yet stored")
                        + "</thead><tbody><tr>"
                        + "<td>entries, over all receivers</td>" + wrong(found.lost()) + wrong(found.doubled())
                        + wrong(found.disordered()) + "<td></td></tr><tr><td>messages</td>"
                        + wrong(found.acknowledgedLost()) + wrong(found.storedTwice()) + "<td></td>"
                        + wrong(found.refusedStored()) + "</tr></tbody></table><p class=\"note\">"
                        + "Counted from seq, for each receiver and conversation. Gaps that receivers found and filled: "
                        + Units.count(found.gaps()) + "; entries repeated after a resume, shown once: "
                        + Units.count(found.repeated()) + "; found by the last resume only: "
                        + Units.count(found.lateFound()) + "; sends without an outcome: "
                        + Units.count(found.unanswered()) + ".</p>");
    }

    static String plain(String title, Map<String, String> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        return section(
                title,
                rows.entrySet().stream()
                        .map(row -> "<tr><th scope=\"row\">" + Text.escape(row.getKey()) + "</th><td>"
                                + Text.escape(row.getValue()) + "</td></tr>")
                        .collect(Collectors.joining("", "<table class=\"plain\"><tbody>", "</tbody></table>")));
    }

    /// What a latency means in this run.
    static String measuredFrom(LoadReport report) {
        return report.settings().getOrDefault("loop", "").startsWith("open")
                ? "Measured from the moment at which a message was due, so that a stall counts for all that it held up."
                : "Measured from the moment of sending: in a closed loop a stall also stops the sending.";
    }

    private static String section(String title, String content) {
        return "<section>\n<header><h2>" + Text.escape(title) + "</h2></header>\n<div class=\"scroll\">" + content
                + "</div>\n</section>\n";
    }

    private static String heads(String... names) {
        return Stream.of(names)
                .map(name -> "<th scope=\"col\">" + Text.escape(name) + "</th>")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String row(String name, Latency latency) {
        return Stream.of(latency.p50(), latency.p90(), latency.p99(), latency.p999(), latency.max())
                .map(micros -> "<td>" + Units.micros(micros) + "</td>")
                .collect(Collectors.joining(
                        "",
                        "<tr><td>" + Text.escape(name) + "</td>",
                        "<td>" + Units.count(latency.count()) + "</td></tr>"));
    }

    private static String wrong(long count) {
        return "<td" + (count > 0 ? " class=\"wrong\"" : "") + ">" + Units.count(count) + "</td>";
    }
}
