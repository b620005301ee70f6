package chat.parley.faults.history;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A recorded history. Reading holds one line in memory and may be repeated.
@FunctionalInterface
public interface History {
    /// Shows every line in order.
    void replay(Reader reader);

    /// The one in a file. [MalformedHistory] names the line that cannot be read.
    static History in(Path file) {
        return reader -> replay(file, reader);
    }

    /// One made by hand, its lines a millisecond apart where they carry no time.
    static History of(List<Event> events) {
        return reader -> {
            for (int i = 0; i < events.size(); i++) {
                Event event = events.get(i);
                reader.see(i + 1, event.t() == 0 ? event.stamped((i + 1) * 1_000_000L) : event);
            }
        };
    }

    private static void replay(Path file, Reader reader) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                EventReader events = new EventReader(in)) {
            for (Event event = events.next(); event != null; event = events.next()) {
                reader.see(events.line(), event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the history " + file, e);
        }
    }

    /// Whoever looks at a history.
    @FunctionalInterface
    interface Reader {
        /// One line; `line` counts from 1.
        void see(long line, Event event);
    }
}
