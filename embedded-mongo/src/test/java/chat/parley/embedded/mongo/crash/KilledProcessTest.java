package chat.parley.embedded.mongo.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Again and again in the same folder. How often: system property `parley.crash.rounds`.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class KilledProcessTest {
    private static final int ROUNDS = Integer.getInteger("parley.crash.rounds", 20);
    private static final int MOST_STEPS = 250;
    private static final String ERRORS = "errors";
    /// About as long as an index takes.
    private static final long MOST_NANOS = Duration.ofMillis(150).toNanos();

    private final Random random = new Random();
    /// What each writer was told.
    private final Map<Integer, Integer> acknowledged = new TreeMap<>();

    private int duringABuild;

    private int kills;

    @TempDir
    Path folder;

    @TempDir
    Path diagnostics;

    @Test
    void losesNothingAcknowledgedAndLeavesNoCommandHalfDone() throws Exception {
        Survivors survivors = new Survivors(folder);
        long found = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            Map<Integer, Integer> before = Map.copyOf(acknowledged);
            writeAndKill(1 + random.nextInt(MOST_STEPS), round % 2 == 0);
            assertThat(kills).as(this::errors).isEqualTo(round);
            assertThat(acknowledged).as("round %d did nothing", round).isNotEqualTo(before);
            found = survivors.check(acknowledged);
        }
        assertThat(acknowledged).as("writers that did something").hasSize(BusyWriters.WRITERS);
        if (ROUNDS > 1) {
            assertThat(duringABuild).isPositive();
        }
        long steps =
                acknowledged.values().stream().mapToLong(Integer::longValue).sum();
        System.out.printf(
                "kill -9: %d rounds, %d of them while an index was built; %d steps acknowledged, %d found%n",
                ROUNDS, duringABuild, steps, found);
    }

    /// What the last process had to say.
    private String errors() {
        try {
            return "ended by itself: " + Files.readString(diagnostics.resolve(ERRORS));
        } catch (IOException e) {
            return "ended by itself, and said nothing: " + e;
        }
    }

    /// @param steps how many are to be acknowledged before
    /// @param inABuild whether it is killed after the beginning of an index
    private void writeAndKill(int steps, boolean inABuild) throws IOException {
        Process process = start();
        int left = steps;
        boolean building = false;
        boolean killed = false;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                left -= note(line) ? 1 : 0;
                building = line.equals("building") || (building && !line.equals("built"));
                if (left <= 0 && !killed && (!inABuild || line.equals("building"))) {
                    kill(process, inABuild);
                    killed = true;
                }
            }
        }
        kills += killed ? 1 : 0;
        duringABuild += building ? 1 : 0;
    }

    private void kill(Process process, boolean inABuild) {
        if (inABuild) {
            LockSupport.parkNanos(random.nextLong(MOST_NANOS));
        }
        // Unlike the process's own method, this leaves the output open.
        assertThat(process.toHandle().destroyForcibly()).isTrue();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyWriters.class.getName(),
                        folder.toString())
                .redirectError(diagnostics.resolve(ERRORS).toFile())
                .start();
    }

    /// Whether a step was acknowledged. A line that the end cut off is no promise.
    private boolean note(String line) {
        boolean isStep = line.matches("\\d \\d+");
        if (isStep) {
            String[] parts = line.split(" ", 2);
            acknowledged.merge(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Math::max);
        }
        return isStep;
    }
}
