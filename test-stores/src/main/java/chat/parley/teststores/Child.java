package chat.parley.teststores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program in a process group of its own, which ends when we end, however we end.
///
/// A shell beside it waits for the end of its input, which is a pipe that only we hold, and then kills the group.
final class Child {
    private static final String LEASH = "\"$@\" </dev/null & cat >/dev/null; kill -9 0";
    private static final long END_WITHIN_SECONDS = 10;

    private final Process shell;

    private Child(Process shell) {
        this.shell = shell;
    }

    static Child start(Path log, Map<String, String> environment, List<String> command) {
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

    /// As `kill -9` of the program and all that it started; returns when they are gone.
    void kill() {
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
}
