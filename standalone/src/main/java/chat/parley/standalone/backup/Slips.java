package chat.parley.standalone.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// The files by which two processes of one data folder speak about backups: a request and its answer, of the same
/// number. Written whole or not at all.
///
/// @param desk their folder
record Slips(Path desk) {
    static final String DONE = "done";

    private static final String REQUEST = "request-";
    private static final String ANSWER = "answer-";

    void request(String number, Path target) throws IOException {
        write(desk.resolve(REQUEST + number), target.toString());
    }

    Path answer(String number) {
        return desk.resolve(ANSWER + number);
    }

    void answer(String number, String text) throws IOException {
        write(answer(number), text);
    }

    /// The numbers of all requests.
    List<String> requests() throws IOException {
        try (Stream<Path> files = Files.list(desk)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(REQUEST))
                    .map(name -> name.substring(REQUEST.length()))
                    .toList();
        }
    }

    /// Takes a request away, so that it is served once.
    Path take(String number) throws IOException {
        Path request = desk.resolve(REQUEST + number);
        Path target = Path.of(Files.readString(request));
        Files.delete(request);
        return target;
    }

    /// What an earlier process left.
    void clear() {
        try {
            Files.createDirectories(desk);
            try (Stream<Path> files = Files.list(desk)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Under a name that is no request while it is written.
    private static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling("part-" + file.getFileName());
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
