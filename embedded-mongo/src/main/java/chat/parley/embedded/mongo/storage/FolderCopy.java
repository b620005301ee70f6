package chat.parley.embedded.mongo.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Copies a folder of files so that it is there whole or not at all, whenever the process ends.
final class FolderCopy {
    private FolderCopy() {}

    /// @param check throws if what was copied is of no use
    /// @throws UnusableFolder if it cannot be
    static void make(Path from, Path to, Consumer<Path> check) {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try {
            remove(part);
            Files.createDirectories(part);
            for (Path file : files(from)) {
                Path copy = Files.copy(file, part.resolve(file.getFileName()));
                force(copy);
            }
            checkOrRemove(part, check);
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UnusableFolder("Cannot copy " + from + " to " + to + ": " + e, e);
        }
    }

    private static void checkOrRemove(Path part, Consumer<Path> check) throws IOException {
        try {
            check.accept(part);
        } catch (UnusableFolder e) {
            remove(part);
            throw e;
        }
    }

    /// What an earlier try left.
    private static void remove(Path part) throws IOException {
        if (Files.isDirectory(part)) {
            for (Path file : files(part)) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(part);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
