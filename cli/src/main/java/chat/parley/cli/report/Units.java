package chat.parley.cli.report;

import java.util.Locale;

/// Numbers as people read them.
public final class Units {
    private static final double KIB = 1_024;

    private Units() {}

    /// A time given in microseconds: `870 µs`, `4.2 ms`, `1.30 s`.
    public static String micros(double micros) {
        if (micros < 1_000) {
            return format("%.0f µs", micros);
        }
        if (micros < 100_000) {
            return format("%.1f ms", micros / 1_000);
        }
        return micros < 1_000_000 ? format("%.0f ms", micros / 1_000) : format("%.2f s", micros / 1_000_000);
    }

    /// The same.
    public static String micros(long micros) {
        return micros((double) micros);
    }

    /// The same, of a round value.
    static String tick(double micros) {
        return micros(micros).replaceAll("\\.0+ ", " ");
    }

    /// An amount of memory.
    public static String bytes(double bytes) {
        double mebibytes = bytes / KIB / KIB;
        if (mebibytes >= 100) {
            return format("%,.0f MiB", mebibytes);
        }
        return mebibytes < 1 ? format("%.1f KiB", bytes / KIB) : format("%.1f MiB", mebibytes);
    }

    /// The same.
    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /// A whole count, in groups of three digits.
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// A count, in groups of three digits.
    public static String count(double count) {
        return count < 10 && count != Math.rint(count) ? format("%.1f", count) : format("%,.0f", count);
    }

    private static String format(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
