package chat.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The exit codes and what is said with them.
final class ParleyTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysHowToBegin() {
        assertThat(run("chats", "--config", folder.resolve("none.json").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("parley login EMAIL").doesNotContain("\tat ");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThat(run("dance")).isEqualTo(2);
        assertThat(run("load", "--duration", "soon")).isEqualTo(2);
        assertThat(run("load", "--room", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("A room needs two people at least.");
        assertThat(run("login", "--server", "nowhere", "ada@example.org")).isEqualTo(2);
        assertThat(run("load", "--node", "http://x", "--room", "2")).isEqualTo(2);
    }

    @Test
    void saysThatTheServerIsNotThere() {
        assertThat(run("login", "--server", "http://127.0.0.1:1", "ada@example.org"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("The server cannot be reached").doesNotContain("\tat ");
    }

    @Test
    void helps() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("login", "logout", "name", "chats", "new", "group", "send", "tail", "talk", "load");
    }

    private int run(String... arguments) {
        CommandLine command = Parley.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
