package chat.parley.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import chat.parley.cli.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReportsTest {
    private static final Integrity FINE = new Integrity(0, 0, 0, 0, 0, 0, 3, 20, 1, 0);
    private static final Integrity WRONG = new Integrity(4, 1, 2, 0, 7, 0, 0, 0, 0, 0);
    private static final ServerCost COST = new ServerCost(12.5, 10.4, 100 << 20, 200 << 20, 5_120);

    @Test
    void writesATable() {
        assertThat(TextReport.of(report(FINE, COST)))
                .contains("4 people", "send → deliver", "2.0 ms", "1.50 s", "10.40 for a million")
                .endsWith("Nothing was lost, doubled or put in another order.");
    }

    @Test
    void saysWhatIsNotAsPromised() {
        assertThat(TextReport.of(report(WRONG, null)))
                .contains("NOT AS PROMISED: 5 lost, 2 doubled, 7 out of order")
                .doesNotContain("CPU");
        assertThat(HtmlReport.of(report(WRONG, null))).contains("class=\"verdict bad\"", "class=\"wrong\">7</td>");
    }

    @Test
    void writesAllFiguresForOtherPrograms() {
        LoadReport report = report(FINE, COST);
        assertThat(Json.MAPPER.readValue(JsonReport.of(report), LoadReport.class))
                .isEqualTo(report);
    }

    @Test
    void writesAPageThatNeedsNothingElse() {
        String page = HtmlReport.of(report(FINE, COST));
        assertThat(page)
                .contains("<svg", "light-dark(", "connections cut")
                .doesNotContain("<script", "<link", "src=", "@import", "url(", "NaN", "Infinity")
                .contains("&lt;b&gt;4 people");
    }

    @Test
    void drawsPlotsThatAreWellFormed() throws Exception {
        LoadReport report = report(FINE, COST);
        for (Plot plot : List.of(
                Plots.percentiles(report), Plots.latency(report), Plots.deliveries(report), Plots.sends(report))) {
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(plot.svg().getBytes(StandardCharsets.UTF_8)))
                            .getElementsByTagName("polyline")
                            .getLength())
                    .isEqualTo(plot.curves().size());
        }
    }

    @Test
    void drawsNothingWhereNothingWasSent() {
        Latency none = new Latency(0, 0, 0, 0, 0, 0, List.of());
        ServerCost kept = new ServerCost(0.5, 0, 100 << 20, 200 << 20, 5_120);
        LoadReport idle = new LoadReport(
                "idle", Instant.EPOCH, Map.of(), 10, 0, 0, 0, none, none, FINE, Map.of(), Map.of(), 7, kept, List.of());
        assertThat(HtmlReport.of(idle)).doesNotContain("<svg").contains("Memory a connection");
        assertThat(TextReport.of(idle)).endsWith("All connections were kept.");
    }

    @Test
    void writesNumbersAsPeopleReadThem() {
        assertThat(Units.micros(870L)).isEqualTo("870 µs");
        assertThat(Units.micros(4_230L)).isEqualTo("4.2 ms");
        assertThat(Units.micros(423_000L)).isEqualTo("423 ms");
        assertThat(Units.micros(1_300_000L)).isEqualTo("1.30 s");
        assertThat(Units.count(1_234_567L)).isEqualTo("1,234,567");
        assertThat(Units.bytes(7_577L)).isEqualTo("7.4 KiB");
    }

    @Test
    void findsRoundStepsForAxes() {
        assertThat(Scale.linear(87).ticks()).containsExactly(0.0, 50.0, 100.0);
        assertThat(Scale.upTo(47).at(47)).isEqualTo(1);
        assertThat(Scale.upTo(47).ticks()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0);
        assertThat(Scale.linear(0.9).at(0.5)).isEqualTo(0.5);
        assertThat(Scale.logarithmic(900, 80_000).ticks()).containsExactly(100.0, 1_000.0, 10_000.0, 100_000.0);
        assertThat(Scale.percentiles(99.9).ticks()).containsExactly(0.0, 50.0, 90.0, 99.0, 99.9);
        assertThat(Scale.percentiles(99.9).at(99)).isCloseTo(2.0 / 3, within(1e-9));
    }

    private static LoadReport report(Integrity integrity, @Nullable ServerCost server) {
        List<Latency.Point> curve =
                List.of(new Latency.Point(0, 900), new Latency.Point(50, 2_000), new Latency.Point(99, 40_000));
        Latency latency = new Latency(1_000, 2_000, 5_000, 40_000, 900_000, 1_500_000, curve);
        List<Moment> moments = IntStream.rangeClosed(1, 10)
                .mapToObj(at -> new Moment(at, 25, 100, 2_000, 40_000, 60_000, 4, at == 5 ? 2 : 0))
                .toList();
        return new LoadReport(
                "<b>4 people",
                Instant.parse("2026-11-22T10:15:30Z"),
                Map.of("loop", "open, poisson"),
                10,
                250,
                250,
                1_000,
                latency,
                latency,
                integrity,
                Map.of("CUT", 2L),
                Map.of(),
                4,
                server,
                moments);
    }
}
