package chat.parley.teststores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program in a process group of its own, which ends when we end, however we end.
///
/// A shell beside it waits for the end of its input, which is a pipe that only we hold, and then kills the group.
public final class Child {
    private static final String LEASH = "\"$@\" </dev/null & cat >/dev/null; kill -9 0";
    private static final long END_WITHIN_SECONDS = 10;

    private final Process shell;

    private Child(Process shell) {
        this.shell = shell;
    }

    /// Starts it; what it writes goes to the end of `log`.
    public static Child start(Path log, Map<String, String> environment, List<String> command) {
        List<String> leashed = Stream.concat(Stream.of("setsid", "sh", "-c", LEASH, "sh"), command.stream())
                .toList();
        ProcessBuilder builder = new ProcessBuilder(leashed)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new Child(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.getFirst(), e);
        }
    }

    /// Sends a signal, `TERM` or `STOP` for instance, to the program.
    public void signal(String name) {
        program().forEach(member -> signal(name, member.pid()));
    }

    /// Waits until the program has ended by itself.
    public void awaitEnd(Duration atMost) {
        program()
                .forEach(member -> member.onExit()
                        .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                        .join());
    }

    /// As `kill -9` of the program and all that it started; returns when they are gone.
    public void kill() {
        List<ProcessHandle> family = shell.descendants().toList();
        try {
            shell.getOutputStream().close();
        } catch (IOException alreadyGone) {
            shell.destroyForcibly();
        }
        shell.onExit().orTimeout(END_WITHIN_SECONDS, TimeUnit.SECONDS).join();
        family.forEach(member ->
                member.onExit().orTimeout(END_WITHIN_SECONDS, TimeUnit.SECONDS).join());
    }

    /// All but what is there to kill it.
    private Stream<ProcessHandle> program() {
        return shell.descendants()
                .filter(member -> !member.info().command().orElse("").endsWith("cat"));
    }

    private static void signal(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            kill.onExit().orTimeout(END_WITHIN_SECONDS, TimeUnit.SECONDS).join();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send " + name, e);
        }
    }
}
