package chat.parley.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A child process that ends when we end, however we end.
///
/// A shell beside it waits for the end of a pipe that only we hold, then asks the child to stop. Where the system can
/// do
/// that, the two are a session of their own, so that Ctrl-C reaches only us and we stop things in order.
final class Leash implements AutoCloseable {
    private static final String SCRIPT =
            "exec 3<&0; \"$@\" </dev/null 3<&- & child=$!;" + " { cat <&3 >/dev/null; kill $child; } & wait $child";
    private static final Path OWN_SESSION = Path.of("/usr/bin/setsid");
    private static final int TO_END_SECONDS = 3;

    private final Process shell;

    private Leash(Process shell) {
        this.shell = shell;
    }

    static Leash start(List<String> command, Path log) throws IOException {
        List<String> session = Files.isExecutable(OWN_SESSION) ? List.of(OWN_SESSION.toString()) : List.of();
        List<String> whole = Stream.of(session, List.of("sh", "-c", SCRIPT, "sh"), command)
                .flatMap(List::stream)
                .toList();
        return new Leash(new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    boolean isRunning() {
        return shell.isAlive();
    }

    @Override
    public void close() {
        List<ProcessHandle> family = shell.descendants().toList();
        try {
            shell.getOutputStream().close();
            shell.onExit().get(TO_END_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            family.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
