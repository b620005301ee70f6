package chat.parley.standalone.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The files by which two processes of one data folder speak about a backup. Written whole or not at all.
///
/// @param desk their folder
record Slips(Path desk) {
    static final String DONE = "done";

    Path request() {
        return desk.resolve("request");
    }

    Path answer() {
        return desk.resolve("answer");
    }

    void request(Path target) throws IOException {
        write(request(), target.toString());
    }

    void answer(String text) throws IOException {
        write(answer(), text);
    }

    /// What an earlier process left.
    void clear() {
        try {
            Files.createDirectories(desk);
            Files.deleteIfExists(request());
            Files.deleteIfExists(answer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
