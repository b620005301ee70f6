package chat.parley.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import chat.parley.cli.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How people are spread, when messages fall due, what they are called.
final class RulesTest {
    private static final long RUN = 0x1234_5678_9abc_def0L;

    @Test
    void leavesNobodyAloneInARoom() {
        assertThat(RoomLayout.sizes(200, 50)).containsExactly(50, 50, 50, 50);
        assertThat(RoomLayout.sizes(130, 50)).containsExactly(50, 50, 30);
        assertThat(RoomLayout.sizes(101, 50)).containsExactly(50, 51);
        assertThat(RoomLayout.sizes(3, 2)).containsExactly(3);
        assertThat(RoomLayout.sizes(5, 1_000)).containsExactly(5);
        assertThatThrownBy(() -> RoomLayout.sizes(5, 1)).isInstanceOf(Refusal.class);
    }

    @Test
    void spacesMessagesEvenlyOrByChanceAtTheSameRate() {
        Random random = new Random(7);
        assertThat(Arrivals.CONSTANT.gapNanos(200, random::nextDouble)).isEqualTo(5_000_000);
        double mean = LongStream.generate(() -> Arrivals.POISSON.gapNanos(200, random::nextDouble))
                .limit(100_000)
                .average()
                .orElse(0);
        assertThat(mean).isCloseTo(5_000_000, within(50_000.0));
    }

    @Test
    void writesTimeAndNumberIntoAUuidAndReadsThemAgain() {
        MessageNames names = new MessageNames(RUN, 5_000_000);
        long name = names.name(5_000_000 + 3_661_000_123_000L, 67_000_000);
        byte[] text = new byte[40];
        names.write(name, text, 2);
        String uuid = new String(text, 2, MessageNames.LENGTH, StandardCharsets.US_ASCII);
        assertThat(UUID.fromString(uuid))
                .hasToString(uuid)
                .extracting(UUID::version, UUID::variant)
                .containsExactly(8, 2);
        assertThat(names.read(text, 2)).isEqualTo(name);
        assertThat(MessageNames.number(name)).isEqualTo(67_000_000);
        assertThat(names.intendedNanos(name)).isEqualTo(5_000_000 + 3_661_000_123_000L);
    }

    @Test
    void knowsNoMessageOfAnotherRun() {
        byte[] text = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        assertThat(new MessageNames(RUN, 0).read(text, 0)).isEqualTo(MessageNames.FOREIGN);
    }

    @Test
    void readsTimesAsOneWritesThem() {
        assertThat(Durations.parse("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Durations.parse("10s")).isEqualTo(Duration.ofSeconds(10));
        assertThat(Durations.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Durations.parse("7")).isEqualTo(Duration.ofSeconds(7));
        assertThatThrownBy(() -> Durations.parse("soon")).isInstanceOf(Refusal.class);
    }

    @Test
    void readsWhatAProcessUsed(@TempDir Path proc) throws IOException {
        Path process = Files.createDirectory(proc.resolve("42"));
        Files.writeString(process.resolve("stat"), "42 (java (x) y) S 1 2 3 4 5 6 7 8 9 10 1200 300 0 0 20 0");
        Files.writeString(process.resolve("status"), "Name:\tjava\nVmRSS:\t  2048 kB\n");
        ServerProcess server = new ServerProcess(proc, List.of(42L));
        assertThat(server.cpuSeconds()).isEqualTo(15.0);
        assertThat(server.rssBytes()).isEqualTo(2_097_152);
        assertThatThrownBy(() -> new ServerProcess(proc, List.of(43L)).rssBytes())
                .isInstanceOf(Refusal.class);
    }

    @Test
    void drawsABarOfOneLength() {
        assertThat(Progress.bar(0)).hasSize(24).doesNotContain("█");
        assertThat(Progress.bar(0.5)).hasSize(24).startsWith("█".repeat(12) + "░");
        assertThat(Progress.bar(1.7)).isEqualTo("█".repeat(24));
    }
}
