package chat.parley.cli.report;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// The plots of a report.
final class Plots {
    /// So many must lie beyond a percentile before it says anything.
    private static final double BEYOND = 10;

    private Plots() {}

    /// How late the latest hundredth, thousandth … is.
    static Plot percentiles(LoadReport report) {
        double last = 100 - 100 * BEYOND / Math.max(report.sendToDeliver().count(), 100);
        double max = Math.max(upTo(report.sendToAck(), last), upTo(report.sendToDeliver(), last));
        double min = Math.min(first(report.sendToAck()), first(report.sendToDeliver()));
        return new Plot(
                "Latency by percentile",
                Plot.WIDE,
                Scale.percentiles(last),
                Scale::percent,
                Scale.logarithmic(min, max),
                Units::tick,
                List.of(
                        curve("send → ack", "b", report.sendToAck(), last),
                        curve("send → deliver", "a", report.sendToDeliver(), last)),
                List.of());
    }

    /// Latency over time.
    static Plot latency(LoadReport report) {
        double max = most(report, Moment::max);
        double min =
                stream(report, Moment::p50).filter(value -> value > 0).min().orElse(1);
        return overTime(
                report,
                "Latency of deliveries over time",
                Plot.WIDE,
                Scale.logarithmic(min, max),
                Units::tick,
                List.of(
                        curve(report, "max", "c", false, Moment::max),
                        curve(report, "p99", "b", false, Moment::p99),
                        curve(report, "p50", "a", false, Moment::p50)));
    }

    /// Deliveries over time.
    static Plot deliveries(LoadReport report) {
        return overTime(
                report,
                "Deliveries a second over time",
                Plot.HALF,
                Scale.linear(most(report, Moment::deliveries)),
                Units::count,
                List.of(curve(report, "deliveries", "a", true, Moment::deliveries)));
    }

    /// Sends over time.
    static Plot sends(LoadReport report) {
        return overTime(
                report,
                "Acknowledged sends a second over time",
                Plot.HALF,
                Scale.linear(most(report, Moment::sends)),
                Units::count,
                List.of(curve(report, "sends", "b", true, Moment::sends)));
    }

    private static Plot overTime(
            LoadReport report,
            String title,
            double width,
            Scale y,
            DoubleFunction<String> label,
            List<Plot.Curve> curves) {
        List<Double> storms = report.moments().stream()
                .filter(moment -> moment.cut() > 0)
                .map(Moment::at)
                .toList();
        Scale seconds = Scale.upTo(report.seconds());
        return new Plot(title, width, seconds, at -> Units.count(at) + " s", y, label, curves, storms);
    }

    private static Plot.Curve curve(
            LoadReport report, String name, String style, boolean filled, ToDoubleFunction<Moment> value) {
        return new Plot.Curve(
                name,
                style,
                filled,
                report.moments().stream()
                        .map(moment -> new Plot.Point(moment.at(), value.applyAsDouble(moment)))
                        .toList());
    }

    private static Plot.Curve curve(String name, String style, Latency latency, double last) {
        return new Plot.Curve(
                name,
                style,
                false,
                latency.curve().stream()
                        .filter(point -> point.percentile() <= last)
                        .map(point -> new Plot.Point(point.percentile(), point.micros()))
                        .toList());
    }

    private static double upTo(Latency latency, double last) {
        return latency.curve().stream()
                .filter(point -> point.percentile() <= last)
                .mapToDouble(Latency.Point::micros)
                .max()
                .orElse(1);
    }

    private static double first(Latency latency) {
        return latency.curve().stream().mapToDouble(Latency.Point::micros).min().orElse(1);
    }

    private static double most(LoadReport report, ToDoubleFunction<Moment> value) {
        return stream(report, value).max().orElse(1);
    }

    private static DoubleStream stream(LoadReport report, ToDoubleFunction<Moment> value) {
        return report.moments().stream().mapToDouble(value);
    }
}
