package chat.parley.cli.talk;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Status;
import org.jspecify.annotations.Nullable;

/// A terminal with a line to write on, others' lines above it, and a faint line of status below.
final class Prompt implements AutoCloseable {
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();

    private final Terminal terminal;
    private final LineReader reader;
    private final @Nullable Status status;
    private String shown = "";

    /// @param title printed first
    /// @param pressed called for every key that writes something
    Prompt(String title, Runnable pressed) throws IOException {
        terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .option(LineReader.Option.ERASE_LINE_ON_FINISH, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        terminal.writer().println(new AttributedString(title, AttributedStyle.BOLD).toAnsi(terminal));
        status = Status.getStatus(terminal);
        Widget insert = Objects.requireNonNull(reader.getBuiltinWidgets().get(LineReader.SELF_INSERT));
        reader.getWidgets().put(LineReader.SELF_INSERT, () -> {
            pressed.run();
            return insert.apply();
        });
    }

    /// What the person wrote; nothing at the end (Ctrl-D, Ctrl-C).
    @Nullable
    String read() {
        try {
            return reader.readLine("> ");
        } catch (EndOfFileException | UserInterruptException end) {
            return null;
        }
    }

    /// Prints a line above the one that is being written.
    ///
    /// @param faint so many of its first characters
    void above(String line, int faint) {
        reader.printAbove(new AttributedStringBuilder()
                .style(FAINT)
                .append(line, 0, Math.min(faint, line.length()))
                .style(AttributedStyle.DEFAULT)
                .append(line, Math.min(faint, line.length()), line.length())
                .toAttributedString());
    }

    /// Shows this below, in the place of what was there.
    synchronized void below(String line) {
        if (status != null && !line.equals(shown)) {
            shown = line;
            status.update(line.isEmpty() ? List.of() : List.of(new AttributedString(line, FAINT)));
        }
    }

    /// Ends [#read].
    void interrupt() {
        terminal.raise(Terminal.Signal.INT);
    }

    @Override
    public void close() throws IOException {
        below("");
        terminal.close();
    }
}
