package chat.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A start that cannot be says so in one line, ends with a code that is not 0, and leaves nothing running.
final class RefusalTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhichPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ParleyProcess parley = ParleyProcess.launch(
                    List.of("--data=" + folder), Map.of(), ParleyProcess.freePort(), taken.getLocalPort());
            assertRefused(parley, "port " + taken.getLocalPort() + " is taken", "--inbox-port=PORT");
        }
    }

    @Test
    void saysThatTheDataFolderCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        assertRefused(launch("--data=" + file.resolve("data")), "cannot be written", "--data=FOLDER");
    }

    @Test
    void refusesDataOfAnotherFormat() throws IOException {
        Files.writeString(folder.resolve("format"), "something-else");
        assertRefused(launch("--data=" + folder), "holds data of another format", "--data=FOLDER");
    }

    @Test
    void saysWhichOptionItDoesNotKnow() {
        assertRefused(launch("--dta=" + folder), "--dta", "--help");
    }

    @Test
    void saysWhichServiceDoesNotAnswer() {
        ParleyProcess parley = ParleyProcess.launch(
                List.of("--data=" + folder),
                Map.of("PARLEY_REDIS_URI", "redis://127.0.0.1:" + ParleyProcess.freePort()),
                ParleyProcess.freePort(),
                ParleyProcess.freePort());
        assertRefused(parley, "nobody answers at 127.0.0.1:", "PARLEY_REDIS_URI");
    }

    private ParleyProcess launch(String argument) {
        return ParleyProcess.launch(List.of(argument), Map.of(), ParleyProcess.freePort(), ParleyProcess.freePort());
    }

    private static void assertRefused(ParleyProcess parley, String what, String remedy) {
        assertThat(parley.exitCode()).isEqualTo(1);
        assertThat(parley.output().lines().filter(line -> !line.startsWith("Parley  ")))
                .singleElement()
                .asString()
                .startsWith("Parley cannot start: ")
                .contains(what, remedy);
    }
}
