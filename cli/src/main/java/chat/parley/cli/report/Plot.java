package chat.parley.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/// A plot as SVG: axes, faint lines, and curves whose colours come from the page's style sheet.
///
/// @param title what it shows, for those who do not see it
/// @param width in the units of the page's text, so that letters are as large as there
/// @param marks places along x that something happened at
record Plot(
        String title,
        double width,
        Scale x,
        DoubleFunction<String> xLabel,
        Scale y,
        DoubleFunction<String> yLabel,
        List<Curve> curves,
        List<Double> marks) {
    /// Beside nothing else.
    static final double WIDE = 940;
    /// Two beside each other.
    static final double HALF = 440;

    private static final double HEIGHT = 280;
    private static final double LEFT = 66;
    private static final double RIGHT = 18;
    private static final double TOP = 14;
    private static final double BOTTOM = 34;

    /// A line through points, in one of the page's colours.
    ///
    /// @param style `a`, `b` or `c`
    /// @param filled down to the axis, faintly
    record Curve(String name, String style, boolean filled, List<Point> points) {}

    record Point(double x, double y) {}

    String svg() {
        return "<svg viewBox=\"0 0 " + number(width) + " " + number(HEIGHT) + "\" role=\"img\" aria-label=\""
                + Text.escape(title) + "\">" + yAxis() + xAxis() + marked() + drawn() + "</svg>";
    }

    private String yAxis() {
        return y.ticks().stream()
                .map(tick ->
                        "<line class=\"grid\" x1=\"" + number(LEFT) + "\" x2=\"" + number(width - RIGHT) + "\" y1=\""
                                + number(py(tick)) + "\" y2=\"" + number(py(tick)) + "\"/><text class=\"y\" x=\""
                                + number(LEFT - 10) + "\" y=\"" + number(py(tick) + 4) + "\">"
                                + Text.escape(yLabel.apply(tick)) + "</text>")
                .collect(Collectors.joining());
    }

    private String xAxis() {
        double bottom = HEIGHT - BOTTOM;
        return x.ticks().stream()
                .map(tick ->
                        "<line class=\"tick\" x1=\"" + number(px(tick)) + "\" x2=\"" + number(px(tick)) + "\" y1=\""
                                + number(bottom) + "\" y2=\"" + number(bottom + 5) + "\"/><text class=\"x\" x=\""
                                + number(px(tick)) + "\" y=\"" + number(bottom + 21) + "\">"
                                + Text.escape(xLabel.apply(tick)) + "</text>")
                .collect(Collectors.joining(
                        "",
                        "",
                        "<line class=\"axis\" x1=\"" + number(LEFT) + "\" x2=\"" + number(width - RIGHT) + "\" y1=\""
                                + number(bottom) + "\" y2=\"" + number(bottom) + "\"/>"));
    }

    private String marked() {
        return marks.stream()
                .map(mark -> "<line class=\"mark\" x1=\"" + number(px(mark)) + "\" x2=\"" + number(px(mark))
                        + "\" y1=\"" + number(TOP) + "\" y2=\"" + number(HEIGHT - BOTTOM) + "\"/>")
                .collect(Collectors.joining());
    }

    private String drawn() {
        return curves.stream().map(this::curve).collect(Collectors.joining());
    }

    private String curve(Curve curve) {
        if (curve.points().isEmpty()) {
            return "";
        }
        String line = curve.points().stream()
                .map(point -> number(px(point.x())) + "," + number(py(point.y())))
                .collect(Collectors.joining(" "));
        String drawn = "<polyline class=\"curve " + curve.style() + "\" points=\"" + line + "\"/>";
        return curve.filled() ? area(curve, line) + drawn : drawn;
    }

    private String area(Curve curve, String line) {
        double bottom = HEIGHT - BOTTOM;
        return "<polygon class=\"area " + curve.style() + "\" points=\""
                + number(px(curve.points().getFirst().x())) + "," + number(bottom) + " " + line + " "
                + number(px(curve.points().getLast().x())) + "," + number(bottom) + "\"/>";
    }

    private double px(double value) {
        return LEFT + x.at(value) * (width - LEFT - RIGHT);
    }

    private double py(double value) {
        return HEIGHT - BOTTOM - y.at(value) * (HEIGHT - BOTTOM - TOP);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
    }
}
