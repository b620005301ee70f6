package chat.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people do, in real browsers against the real thing: the tests in `web-client/e2e`.
final class BrowserJourneyTest {
    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("PARLEY_CHROMIUM", "/usr/bin/chromium"));
    private static final Path CLIENT = Path.of("..", "web-client");

    @TempDir
    private Path data;

    @Test
    void peopleSignInTalkAndLeaveInChromium() throws IOException, InterruptedException {
        requireChromium();
        try (ParleyProcess parley = ParleyProcess.start(data)) {
            Path report = Path.of("target", "browser-tests.txt");
            ProcessBuilder npm = new ProcessBuilder("npm", "run", "e2e")
                    .directory(CLIENT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(report.toFile());
            npm.environment().put("PARLEY_URL", parley.address());
            npm.environment().put("PARLEY_INBOX_URL", parley.inbox());
            npm.environment().put("PARLEY_CHROMIUM", CHROMIUM.toString());
            Process tests = npm.start();
            boolean ended = tests.waitFor(8, TimeUnit.MINUTES);
            assertThat(ended)
                    .as("browser tests end:\n%s", Files.readString(report))
                    .isTrue();
            assertThat(tests.exitValue())
                    .as("browser tests:\n%s\n%s", Files.readString(report), parley.output())
                    .isZero();
        }
    }

    /// Skipped where there is no Chromium – but never in CI.
    private static void requireChromium() {
        if (!Files.isExecutable(CHROMIUM)) {
            String reason = CHROMIUM + " is missing: apt-get install chromium, or set PARLEY_CHROMIUM";
            assertThat(System.getenv("CI")).as(reason).isNotEqualTo("true");
            Assumptions.abort(reason);
        }
    }
}
