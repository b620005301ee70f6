package chat.parley.faults.checker;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.faults.history.History;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The checker against a whole system, right and wrong.
final class SimulationTest {
    private static final long SEED = 20_260_101;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aSystemThatKeepsItsPromisesPasses(long seed) {
        Verdict verdict = judge(seed, EnumSet.noneOf(Defect.class), 10_000);
        assertThat(verdict.isClean()).as("%s", verdict.findings()).isTrue();
        assertThat(verdict.counts().recovered()).isPositive();
        assertThat(verdict.counts().acknowledged()).isGreaterThan(4_000);
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void eachDefectIsFoundByTheAnomalyThatFits(Defect defect) {
        Verdict verdict = judge(SEED, EnumSet.of(defect), 1_000);
        assertThat(verdict.anomalies()).as("%s", verdict.findings()).contains(defect.anomaly());
    }

    private static Verdict judge(long seed, Set<Defect> defects, int steps) {
        return Checker.check(History.of(new Simulation(seed, defects).run(steps)));
    }
}
