package chat.parley.embedded.mongo.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    /// About as long as an index takes.
    private static final long MOST_NANOS = Duration.ofMillis(150).toNanos();

    private final Random random = new Random();
    /// What each writer was told.
    private final Map<Integer, Integer> acknowledged = new TreeMap<>();

    private int duringABuild;

    @TempDir
    Path folder;

    @Test
    void losesNothingAcknowledgedAndLeavesNoCommandHalfDone() throws Exception {
        Survivors survivors = new Survivors(folder);
        long found = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            writeAndKill(random.nextInt(MOST_STEPS), round % 2 == 0);
            found = survivors.check(acknowledged);
        }
        long steps =
                acknowledged.values().stream().mapToLong(Integer::longValue).sum();
        System.out.printf(
                "kill -9: %d rounds, %d of them while an index was built; %d steps acknowledged, %d found%n",
                ROUNDS, duringABuild, steps, found);
    }

    /// @param inABuild whether it is killed after the beginning of an index
    private void writeAndKill(int lines, boolean inABuild) throws IOException {
        Process process = start();
        int left = lines;
        boolean building = false;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                note(line);
                building = line.equals("building") || (building && !line.equals("built"));
                left--;
                if (left <= 0 && process.isAlive() && (!inABuild || line.equals("building"))) {
                    kill(process, inABuild);
                }
            }
        }
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
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// A line that the end cut off is no promise.
    private void note(String line) {
        if (line.matches("\\d \\d+")) {
            String[] parts = line.split(" ", 2);
            acknowledged.merge(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Math::max);
        }
    }
}
