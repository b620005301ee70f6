package chat.parley.cli.load;

import chat.parley.cli.report.Moment;
import chat.parley.cli.report.Units;
import java.io.PrintWriter;
import java.util.Locale;

/// Shows how far a run is: one line that changes on a terminal, a line now and then elsewhere.
final class Progress {
    private static final int WIDTH = 24;
    private static final double PLAIN_EVERY_SECONDS = 4.9;

    private final PrintWriter out;
    private final boolean terminal;
    private double lastPlain;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// What happens now.
    void step(String what) {
        clear();
        out.println(what);
        out.flush();
    }

    /// A stretch of the run is over.
    void moment(Moment moment, double seconds) {
        if (terminal) {
            out.print("\r\u001b[K" + bar(moment.at() / seconds) + " " + line(moment, seconds));
            out.flush();
        } else if (moment.at() - lastPlain >= PLAIN_EVERY_SECONDS) {
            lastPlain = moment.at();
            out.println(line(moment, seconds));
            out.flush();
        }
    }

    /// Leaves the line to whatever comes next.
    void clear() {
        if (terminal) {
            out.print("\r\u001b[K");
        }
    }

    static String bar(double share) {
        int full = Math.clamp(Math.round(share * WIDTH), 0, WIDTH);
        return "█".repeat(full) + "░".repeat(WIDTH - full);
    }

    private static String line(Moment moment, double seconds) {
        return String.format(
                Locale.ROOT,
                "%.0f of %.0f s · %,d connected · %,.0f sends/s · %,.0f deliveries/s · p99 %s",
                moment.at(),
                seconds,
                moment.connected(),
                moment.sends(),
                moment.deliveries(),
                Units.micros(moment.p99()));
    }
}
