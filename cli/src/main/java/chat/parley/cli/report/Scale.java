package chat.parley.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where a value lies on an axis of a plot, and which values have a line of their own.
interface Scale {
    /// 0 at one end to 1 at the other.
    double at(double value);

    /// Values to write beside the axis, growing.
    List<Double> ticks();

    /// From 0 to a round number above `max`, with a few round steps.
    static Scale linear(double max) {
        double step = niceStep(Math.max(max, 1e-9) / 4);
        return steps(step, Math.max(step, Math.ceil(max / step) * step));
    }

    /// From 0 to just `end`, with a few round steps.
    static Scale upTo(double end) {
        return steps(niceStep(Math.max(end, 1e-9) / 6), Math.max(end, 1e-9));
    }

    private static Scale steps(double step, double end) {
        return new Scale() {
            @Override
            public double at(double value) {
                return Math.clamp(value / end, 0, 1);
            }

            @Override
            public List<Double> ticks() {
                List<Double> ticks = new ArrayList<>();
                for (int i = 0; i * step <= end * 1.000001; i++) {
                    ticks.add(i * step);
                }
                return ticks;
            }
        };
    }

    /// Powers of ten around `min` and `max`, with lines at 1, 2 and 5 where there is room.
    static Scale logarithmic(double min, double max) {
        double low = Math.floor(Math.log10(Math.max(min, 1)));
        double high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(max, 1))));
        return new Scale() {
            @Override
            public double at(double value) {
                return Math.clamp((Math.log10(Math.max(value, 1e-9)) - low) / (high - low), 0, 1);
            }

            @Override
            public List<Double> ticks() {
                List<Double> ticks = new ArrayList<>();
                double[] steps = high - low <= 2 ? new double[] {1, 2, 5} : new double[] {1};
                for (double power = low; power <= high; power++) {
                    for (double step : steps) {
                        addWithin(ticks, step * Math.pow(10, power), Math.pow(10, high));
                    }
                }
                return ticks;
            }
        };
    }

    /// The rare beside the usual: 0, 50, 90, 99, 99.9 … up to `max`, each step as wide as the one before.
    static Scale percentiles(double max) {
        double end = Math.log10(100 / (100 - Math.clamp(max, 90, 99.999)));
        return new Scale() {
            @Override
            public double at(double value) {
                return Math.clamp(Math.log10(100 / (100 - Math.min(value, 99.99999))) / end, 0, 1);
            }

            @Override
            public List<Double> ticks() {
                return List.of(0.0, 50.0, 90.0, 99.0, 99.9, 99.99, 99.999).stream()
                        .filter(tick -> tick <= max)
                        .toList();
            }
        };
    }

    /// A percentile without zeros that say nothing.
    static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "") + " %";
    }

    private static void addWithin(List<Double> ticks, double value, double most) {
        if (value <= most * 1.000001) {
            ticks.add(value);
        }
    }

    private static double niceStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double part = rough / power;
        double nice = part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10;
        return nice * power;
    }
}
