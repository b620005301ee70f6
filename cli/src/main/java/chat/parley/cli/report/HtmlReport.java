package chat.parley.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The report for people: one page that needs nothing else, for light and dark screens and for paper.
public final class HtmlReport {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    private HtmlReport() {}

    /// The page.
    public static String of(LoadReport report) {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Parley under load: "
                + Text.escape(report.title()) + "</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n"
                + head(report) + Tiles.of(report) + plots(report) + tables(report) + "</main>\n</body>\n</html>\n";
    }

    private static String head(LoadReport report) {
        return "<h1>" + Text.escape(report.title()) + "</h1>\n<p class=\"when\">"
                + WHEN.format(report.startedAt().atOffset(ZoneOffset.UTC))
                + String.format(Locale.ROOT, ", measured for %.0f s", report.seconds()) + "</p>\n<p class=\"verdict"
                + (report.integrity().holds() ? "" : " bad") + "\">" + Text.escape(Verdict.of(report)) + "</p>\n";
    }

    private static String plots(LoadReport report) {
        if (report.sendToAck().count() == 0) {
            return "";
        }
        return section("Latency by percentile", Plots.percentiles(report), Tables.measuredFrom(report))
                + section("Latency over time, send → deliver", Plots.latency(report), "")
                + "<div class=\"pair\">\n" + section("Deliveries a second", Plots.deliveries(report), "")
                + section("Acknowledged sends a second", Plots.sends(report), "") + "</div>\n";
    }

    private static String section(String title, Plot plot, String note) {
        return "<section>\n<header><h2>" + Text.escape(title) + "</h2>" + legend(plot) + "</header>\n" + plot.svg()
                + (note.isEmpty() ? "" : "<p class=\"note\">" + Text.escape(note) + "</p>") + "\n</section>\n";
    }

    private static String legend(Plot plot) {
        boolean storms = !plot.marks().isEmpty();
        if (plot.curves().size() < 2 && !storms) {
            return "";
        }
        String marks = storms ? "<span class=\"mark\">connections cut</span>" : "";
        return plot.curves().stream()
                .map(curve -> "<span class=\"" + curve.style() + "\">" + Text.escape(curve.name()) + "</span>")
                .collect(Collectors.joining("", "<div class=\"legend\">", marks + "</div>"));
    }

    private static String tables(LoadReport report) {
        return Tables.latencies(report)
                + Tables.integrity(report)
                + plain("Ends of connections", report.reconnects())
                + plain("Errors", report.errors())
                + Tables.plain("Settings", report.settings());
    }

    private static String plain(String title, Map<String, Long> counts) {
        return Tables.plain(
                title,
                counts.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                count -> Units.count(count.getValue()),
                                (one, other) -> one,
                                LinkedHashMap::new)));
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
