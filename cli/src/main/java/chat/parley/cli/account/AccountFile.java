package chat.parley.cli.account;

import chat.parley.cli.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/// The file with the account, and beside it what a sign-in that is under way must remember. Both are [PrivateFile]s.
public final class AccountFile {
    private final PrivateFile account;
    private final PrivateFile pending;

    /// @param file need not exist yet
    public AccountFile(Path file) {
        Path absolute = file.toAbsolutePath();
        account = new PrivateFile(absolute);
        pending = new PrivateFile(absolute.resolveSibling(absolute.getFileName() + ".login"));
    }

    /// The account, where somebody is signed in.
    public Optional<SavedAccount> read() {
        try {
            return Optional.of(account.read(SavedAccount.class));
        } catch (NoSuchFileException nobody) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            throw Refusal.failed(account.file() + " cannot be read. Sign in again with: parley login EMAIL");
        }
    }

    /// Keeps this account in the place of any other.
    public void write(SavedAccount saved) {
        keep(account, saved);
    }

    /// Forgets the account.
    public void delete() {
        forget(account);
    }

    /// The sign-in that is under way; one that cannot be read is as good as none.
    Optional<PendingLogin> pending() {
        try {
            return Optional.of(pending.read(PendingLogin.class));
        } catch (IOException | JacksonException none) {
            return Optional.empty();
        }
    }

    void writePending(PendingLogin login) {
        keep(pending, login);
    }

    void deletePending() {
        forget(pending);
    }

    /// Does this while no other process does: two that refreshed with one token would look like a theft to the server.
    /// Blocks.
    public <T> T alone(Supplier<T> work) {
        try (FileChannel channel = FileChannel.open(
                        account.beside(".lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PrivateFile.FILE_MODE);
                FileLock lock = channel.lock()) {
            return lock.isValid() ? work.get() : alone(work);
        } catch (IOException e) {
            throw Refusal.failed("The account's folder cannot be used: " + e.getMessage());
        }
    }

    private static void keep(PrivateFile file, Object content) {
        try {
            file.write(content);
        } catch (IOException e) {
            throw Refusal.failed("The account cannot be kept in " + file.file() + ": " + e.getMessage());
        }
    }

    private static void forget(PrivateFile file) {
        try {
            file.delete();
        } catch (IOException e) {
            throw Refusal.failed(file.file() + " cannot be deleted: " + e.getMessage());
        }
    }
}
