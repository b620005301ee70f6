package chat.parley.standalone.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that nobody but their owner reads, from their first byte on.
public final class OwnerOnly {
    private OwnerOnly() {}

    /// Writes the file anew.
    @CanIgnoreReturnValue
    public static Path write(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path created = posix
                ? Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
        return Files.writeString(created, content);
    }
}
