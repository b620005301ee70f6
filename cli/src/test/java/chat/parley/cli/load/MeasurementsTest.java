package chat.parley.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.cli.report.Moment;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MeasurementsTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Measurements measurements = new Measurements();

    /// A server that answers within a millisecond but stalls for a second once: whoever measures from the moment of
    /// sending, which waits for the stall too, sees one late message in a thousand. All that were due meanwhile were
    /// late.
    @Test
    void countsAllThatAStallHeldUp() {
        measurements.begin(0);
        for (int due = 0; due < 2_000; due++) {
            long answered = due >= 1_000 && due < 2_000 ? Math.max(2_000, due + 1) : due + 1;
            measurements.delivered(due * MS, answered * MS);
        }
        Moment moment = measurements.look(2_000 * MS, 1);
        assertThat(moment.p50()).isBetween(900L, 5_000L);
        assertThat(moment.p99()).isBetween(900_000L, 1_000_000L);
        assertThat(moment.max()).isBetween(990_000L, 1_001_000L);
    }

    @Test
    void forgetsWhatCameBeforeItBegan() {
        measurements.delivered(0, 900 * MS);
        measurements.acknowledged(0, 900 * MS);
        measurements.begin(1_000 * MS);
        measurements.delivered(1_000 * MS, 1_002 * MS);
        Moment moment = measurements.look(2_000 * MS, 3);
        assertThat(moment.deliveries()).isEqualTo(1.0);
        assertThat(moment.sends()).isZero();
        assertThat(moment.connected()).isEqualTo(3);
        assertThat(moment.max()).isBetween(1_990L, 2_010L);
    }

    @Test
    void countsTheLatencyButNotTheThroughputOfWhatComesAfterTheEnd() {
        measurements.begin(0);
        measurements.delivered(0, MS);
        assertThat(measurements.look(1_000 * MS, 1).deliveries()).isEqualTo(1.0);
        measurements.end(1_000 * MS);
        measurements.delivered(900 * MS, 5_900 * MS);
        assertThat(measurements.look(6_000 * MS, 1).deliveries()).isPositive();
        assertThat(measurements.deliveredTotal()).isOne();
        assertThat(measurements.moments()).hasSize(1);
        assertThat(measurements.sendToDeliver().count()).isEqualTo(2);
        assertThat(measurements.sendToDeliver().max()).isBetween(4_990_000L, 5_010_000L);
    }
}
