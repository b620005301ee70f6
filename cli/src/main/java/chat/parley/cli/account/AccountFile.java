package chat.parley.cli.account;

import chat.parley.cli.Json;
import chat.parley.cli.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/// The file with the account, for its owner's eyes only: mode 600 in a folder of mode 700. Written as a whole or not at
/// all.
public final class AccountFile {
    private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path file;

    /// @param file need not exist yet
    public AccountFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /// The account, where somebody is signed in.
    public Optional<SavedAccount> read() {
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readString(file), SavedAccount.class));
        } catch (NoSuchFileException nobody) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            throw Refusal.failed(file + " cannot be read. Sign in again with: parley login EMAIL");
        }
    }

    /// Keeps this account in the place of any other.
    public void write(SavedAccount account) {
        try {
            Path folder = folder();
            Path draft = Files.createTempFile(folder, "account", ".new", FILE_MODE);
            Files.writeString(draft, Json.MAPPER.writeValueAsString(account));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Refusal.failed("The account cannot be kept in " + file + ": " + e.getMessage());
        }
    }

    /// Forgets the account.
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Refusal.failed(file + " cannot be deleted: " + e.getMessage());
        }
    }

    /// Does this while no other process does: two that refreshed with one token would look like a theft to the server.
    /// Blocks.
    public <T> T alone(Supplier<T> work) {
        try (FileChannel channel = FileChannel.open(
                        folder().resolve(file.getFileName() + ".lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        FILE_MODE);
                FileLock lock = channel.lock()) {
            return lock.isValid() ? work.get() : alone(work);
        } catch (IOException e) {
            throw Refusal.failed("The account's folder cannot be used: " + e.getMessage());
        }
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
