package chat.parley.cli.load;

import static chat.parley.cli.load.Ledger.Verdict.DISORDERED;
import static chat.parley.cli.load.Ledger.Verdict.DOUBLED;
import static chat.parley.cli.load.Ledger.Verdict.NEW;
import static chat.parley.cli.load.Ledger.Verdict.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.cli.load.Ledger.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each kind of error is planted, and must be seen.
final class LedgerTest {
    private final Ledger ledger = new Ledger();

    @BeforeEach
    void begin() {
        ledger.connected();
        ledger.heads(10, 0);
    }

    @Test
    void takesWhatComesInItsPlace() {
        assertThat(frame(11)).containsExactly(NEW);
        assertThat(frame(12, 13, 14)).containsExactly(NEW, NEW, NEW);
        assertThat(ledger.missing(14)).isZero();
        assertThat(ledger.asks(0)).isFalse();
    }

    @Test
    void seesThatAnEntryCameTwice() {
        assertThat(frame(11)).containsExactly(NEW);
        assertThat(frame(11)).containsExactly(DOUBLED);
    }

    @Test
    void seesThatTwoCameInTheWrongOrder() {
        assertThat(frame(12)).containsExactly(NEW);
        assertThat(frame(11)).containsExactly(DISORDERED);
        assertThat(ledger.missing(12)).isZero();
    }

    @Test
    void asksForAGapAndSplicesTheAnswer() {
        assertThat(frame(11)).containsExactly(NEW);
        assertThat(frame(14)).containsExactly(NEW);
        assertThat(ledger.asks(0)).isTrue();
        assertThat(ledger.asks(0)).isFalse();
        assertThat(frame(12, 13, 14)).containsExactly(NEW, NEW, REPEATED);
        assertThat(ledger.cursor()).isEqualTo(14);
        assertThat(frame(14)).as("the one answer was used up").containsExactly(DOUBLED);
    }

    @Test
    void seesThatAnEntryIsMissing() {
        assertThat(frame(11)).containsExactly(NEW);
        assertThat(frame(13)).containsExactly(NEW);
        assertThat(ledger.missing(13)).isEqualTo(1);
        assertThat(ledger.missing(20)).isEqualTo(8);
    }

    @Test
    void asksWhenAHeadSaysThatTheLastOneIsMissing() {
        assertThat(frame(11)).containsExactly(NEW);
        ledger.heads(12, 0);
        assertThat(ledger.asks(0)).isTrue();
    }

    @Test
    void letsTheSeamOfANewConnectionRepeatButNothingAfterIt() {
        assertThat(frame(11, 12)).containsExactly(NEW, NEW);
        ledger.connected();
        ledger.heads(15, 0);
        assertThat(frame(16)).as("live, before the answer to the cursor").containsExactly(NEW);
        assertThat(frame(13, 14, 15, 16)).containsExactly(NEW, NEW, NEW, REPEATED);
        assertThat(frame(16)).containsExactly(DOUBLED);
        assertThat(frame(17)).containsExactly(NEW);
    }

    @Test
    void letsALiveEntryComeAgainThatCameBeforeTheHeads() {
        ledger.connected();
        assertThat(frame(11)).as("live, since the server subscribes first").containsExactly(NEW);
        ledger.heads(11, 0);
        assertThat(frame(11)).as("the answer to the cursor").containsExactly(REPEATED);
        assertThat(frame(11)).containsExactly(DOUBLED);
    }

    @Test
    void letsAnEntryOfAnAnswerComeLiveOnceMore() {
        ledger.connected();
        ledger.heads(12, 0);
        assertThat(frame(11, 12, 13)).as("read a little later than the heads").containsExactly(NEW, NEW, NEW);
        assertThat(frame(13)).containsExactly(REPEATED);
        assertThat(frame(13)).containsExactly(DOUBLED);
        assertThat(frame(12)).containsExactly(DOUBLED);
    }

    @Test
    void letsASlowNodeRepeatOnANewConnectionWhatAnotherOneBrought() {
        assertThat(frame(11)).containsExactly(NEW);
        ledger.connected();
        ledger.heads(11, 0);
        assertThat(frame(11)).containsExactly(REPEATED);
        assertThat(frame(11)).containsExactly(DOUBLED);
    }

    @Test
    void awaitsNoAnswerToACursorThatLacksNothing() {
        ledger.connected();
        ledger.heads(10, 0);
        assertThat(frame(11)).containsExactly(NEW);
        assertThat(frame(11)).containsExactly(DOUBLED);
    }

    @Test
    void goesOnAskingWhileThereIsMore() {
        ledger.connected();
        ledger.heads(300, 0);
        assertThat(frame(11, 12, 13)).containsExactly(NEW, NEW, NEW);
        assertThat(ledger.asks(0)).isTrue();
    }

    @Test
    void asksAgainWhenNoAnswerComes() {
        ledger.heads(12, 0);
        assertThat(ledger.asks(0)).isTrue();
        assertThat(ledger.asks(4_000_000_000L)).isFalse();
        assertThat(ledger.asks(6_000_000_000L)).isTrue();
    }

    @Test
    void remembersABoundedNumberBeyondAGap() {
        for (long seq = 12; seq < 12 + 10_000; seq++) {
            assertThat(frame(seq)).containsExactly(NEW);
        }
        assertThat(frame(11)).containsExactly(DISORDERED);
        assertThat(ledger.missing(11 + 10_000)).isEqualTo(10_000 - 4_095);
        assertThat(ledger.asks(0)).isTrue();
    }

    private List<Verdict> frame(long... seqs) {
        List<Verdict> verdicts = new ArrayList<>();
        ledger.frame(seqs[0]);
        for (long seq : seqs) {
            verdicts.add(ledger.entry(seq));
        }
        ledger.frameEnded();
        return verdicts;
    }
}
