package chat.parley.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SpliceTest {
    private final Splice splice = new Splice(10);

    @Test
    void showsEachEntryOnceAndInOrder() {
        assertThat(take(11, 12)).containsExactly(11L, 12L);
        assertThat(take(12, 13)).containsExactly(13L);
        assertThat(splice.asks()).isFalse();
    }

    @Test
    void holdsBackWhatLiesBehindAGapAndAsksForItOnce() {
        assertThat(take(13)).isEmpty();
        assertThat(splice.asks()).isTrue();
        assertThat(splice.shown()).isEqualTo(10);
        assertThat(take(14)).isEmpty();
        assertThat(splice.asks()).as("asked already").isFalse();
        assertThat(take(11, 12, 13, 14)).containsExactly(11L, 12L, 13L, 14L);
        assertThat(splice.asks()).isFalse();
    }

    @Test
    void asksOnWhenAnAnswerDoesNotReachTheEnd() {
        splice.head(300);
        assertThat(splice.asks()).isTrue();
        assertThat(take(LongStream.rangeClosed(11, 110).toArray())).hasSize(100);
        assertThat(splice.asks()).isTrue();
        assertThat(splice.shown()).isEqualTo(110);
    }

    @Test
    void asksAgainOnANewConnection() {
        splice.head(11);
        assertThat(splice.asks()).isTrue();
        assertThat(splice.asks()).isFalse();
        splice.forgetAsked();
        assertThat(splice.asks()).isTrue();
    }

    private List<Long> take(long... seqs) {
        List<LogEntry> entries = LongStream.of(seqs).mapToObj(SpliceTest::entry).toList();
        return splice.take(entries).stream().map(LogEntry::seq).toList();
    }

    private static LogEntry entry(long seq) {
        ChatId chat = new ChatId("5f1c0a9be2d34c7781aa03f2");
        UserId sender = new UserId("a1a1a1a1a1a1a1a1a1a1a1a1");
        return new LogEntry.Message(chat, seq, seq, sender, UUID.randomUUID(), "text", "x", Instant.EPOCH);
    }
}
