package chat.parley.embedded.mongo.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class FullDiskTest {
    /// A disk in memory, for the process and its children alone.
    private static final String SMALL_DISK = "mount -t tmpfs -o size=40m tmpfs \"$0\" && exec \"$@\"";

    @TempDir
    Path disk;

    @Test
    void saysThatTheDiskIsFullAndLosesNothing() throws Exception {
        Assumptions.assumeTrue(run("true").status() == 0, "no small disk can be made here (unshare, mount)");
        Run run = run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DiskFiller.class.getName(),
                disk.toString());
        assertThat(run.output()).contains("refused with 14031", "readable true", "kept true", "writes again true");
    }

    private record Run(int status, List<String> output) {}

    private Run run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", SMALL_DISK, disk.toString());
        builder.command().addAll(List.of(command));
        Process process = builder.redirectErrorStream(true).start();
        List<String> output =
                process.inputReader(StandardCharsets.UTF_8).lines().toList();
        return new Run(process.waitFor(), output);
    }
}
