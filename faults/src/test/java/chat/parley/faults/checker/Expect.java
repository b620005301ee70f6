package chat.parley.faults.checker;

import static org.assertj.core.api.Assertions.assertThat;

/// What tests of the checker expect of it.
final class Expect {
    private Expect() {}

    /// This anomaly and no other, with lines that show it.
    static void only(Anomaly anomaly, Story story) {
        Verdict verdict = story.verdict();
        assertThat(verdict.anomalies()).as("%s", verdict.findings()).containsExactly(anomaly);
        assertThat(verdict.findings())
                .allSatisfy(finding -> assertThat(finding.lines()).isNotEmpty());
    }

    static void clean(Story story) {
        Verdict verdict = story.verdict();
        assertThat(verdict.isClean()).as("%s", verdict.findings()).isTrue();
    }
}
