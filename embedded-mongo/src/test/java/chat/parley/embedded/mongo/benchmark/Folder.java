package chat.parley.embedded.mongo.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/// A folder for one store, which is removed after it: ten million messages take some gigabytes.
record Folder(Path path) implements AutoCloseable {
    static Folder temporary() throws IOException {
        return new Folder(Files.createTempDirectory("benchmark"));
    }

    @Override
    public void close() throws IOException {
        boolean ignored = FileSystemUtils.deleteRecursively(path);
    }
}
