package chat.parley.cli.account;

import chat.parley.cli.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A file for its owner's eyes only: mode 600 in a folder of mode 700. Written as a whole or not at all.
///
/// @param file absolute; need not exist yet
record PrivateFile(Path file) {
    static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    <T> T read(Class<T> type) throws IOException {
        return Json.MAPPER.readValue(Files.readString(file), type);
    }

    void write(Object content) throws IOException {
        Path draft = Files.createTempFile(folder(), "account", ".new", FILE_MODE);
        Files.writeString(draft, Json.MAPPER.writeValueAsString(content));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /// A file beside it.
    Path beside(String ending) throws IOException {
        return folder().resolve(file.getFileName() + ending);
    }

    private Path folder() throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IOException(file + " is no file");
        }
        if (Files.notExists(folder)) {
            Files.createDirectories(folder, FOLDER_MODE);
        }
        return folder;
    }
}
