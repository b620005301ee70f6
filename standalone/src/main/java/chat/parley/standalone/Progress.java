package chat.parley.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Tells the person at the terminal how far the start is.
final class Progress {
    private final PrintStream out;
    private final InstantSource clock;
    private final Instant begun;

    Progress(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.begun = clock.instant();
    }

    void step(String what) {
        out.printf(Locale.ROOT, "Parley %5.1f s  %s%n", seconds(), what);
    }

    void say(String line) {
        out.println(line);
    }

    private double seconds() {
        return Duration.between(begun, clock.instant()).toMillis() / 1000.0;
    }
}
