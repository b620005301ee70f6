package chat.parley.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The report for the terminal.
public final class TextReport {
    private TextReport() {}

    /// A table.
    public static String of(LoadReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(report.title() + String.format(Locale.ROOT, ", measured for %.0f s", report.seconds()));
        lines.add("");
        if (report.sendToAck().count() > 0) {
            throughput(report, lines);
            lines.add("");
            latencies(report, lines);
            lines.add("");
            integrity(report.integrity(), lines);
        }
        rest(report, lines);
        lines.add("");
        lines.add(Verdict.of(report));
        return String.join("\n", lines);
    }

    private static void throughput(LoadReport report, List<String> lines) {
        lines.add(row("", "total", "a second", "", ""));
        lines.add(row("due", count(report.offered()), rate(report, report.offered()), "", ""));
        lines.add(row("acknowledged", count(report.sends()), rate(report, report.sends()), "", ""));
        lines.add(row("deliveries", count(report.deliveries()), rate(report, report.deliveries()), "", ""));
    }

    private static void latencies(LoadReport report, List<String> lines) {
        lines.add(row("latency", "p50", "p99", "p99.9", "max"));
        lines.add(latency("send → ack", report.sendToAck()));
        lines.add(latency("send → deliver", report.sendToDeliver()));
    }

    private static void integrity(Integrity found, List<String> lines) {
        lines.add(row("", "lost", "doubled", "disordered", "refused, stored"));
        lines.add(row(
                "entries",
                count(found.lost()),
                count(found.doubled()),
                count(found.disordered()),
                count(found.refusedStored())));
        lines.add(row("messages", count(found.acknowledgedLost()), count(found.storedTwice()), "", ""));
        lines.add("");
        lines.add("  gaps filled " + count(found.gaps()) + ", repeated after a resume " + count(found.repeated())
                + ", found by the last resume " + count(found.lateFound()) + ", without an outcome "
                + count(found.unanswered()));
    }

    private static void rest(LoadReport report, List<String> lines) {
        if (!report.reconnects().isEmpty()) {
            lines.add("  connections that ended: " + list(report.reconnects()));
        }
        if (!report.errors().isEmpty()) {
            lines.add("  errors: " + list(report.errors()));
        }
        ServerCost server = report.server();
        if (server != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  server: %.2f CPU s, %.2f for a million deliveries; memory %s → %s, %s a connection",
                    server.cpuSeconds(),
                    server.perMillion(),
                    Units.bytes(server.rssBefore()),
                    Units.bytes(server.rssAfter()),
                    Units.bytes(server.rssPerConnection())));
        }
    }

    private static String latency(String name, Latency latency) {
        return row(
                name,
                Units.micros(latency.p50()),
                Units.micros(latency.p99()),
                Units.micros(latency.p999()),
                Units.micros(latency.max()));
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "  %-16s %12s %12s %12s %16s", (Object[]) cells)
                .stripTrailing();
    }

    private static String rate(LoadReport report, long count) {
        return Units.count(report.perSecond(count));
    }

    private static String count(long count) {
        return Units.count(count);
    }

    private static String list(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count(count.getValue()))
                .collect(Collectors.joining(", "));
    }
}
