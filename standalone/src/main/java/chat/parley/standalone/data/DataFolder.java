package chat.parley.standalone.data;

import chat.parley.standalone.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder with everything that must outlive the process. One process at a time: held by a lock that ends with it,
/// however it ends.
public final class DataFolder implements AutoCloseable {
    private static final String FORMAT = "parley-1";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /// Creates or opens it; a [Refusal] where it cannot be written, is in use, or holds data of another format.
    public static DataFolder open(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new Refusal("the data folder " + folder + " is in use by another Parley. Stop that one, or give"
                        + " this one a folder of its own with --data=FOLDER.");
            }
            checkFormat(folder);
            return new DataFolder(folder, channel, lock);
        } catch (IOException e) {
            throw new Refusal("the data folder " + folder + " cannot be written. Make it writable for this user, or"
                    + " choose another with --data=FOLDER.");
        }
    }

    /// Whether a process has it now.
    public static boolean isInUse(Path path) {
        Path file = path.resolve("lock");
        if (Files.notExists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                lock.release();
            }
            return lock == null;
        } catch (IOException e) {
            throw new Refusal("the data folder " + path + " cannot be read. Are you its owner?");
        }
    }

    /// A folder inside it, created when it does not exist.
    public Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new Refusal(
                    "the folder " + path.resolve(name) + " cannot be created. Make it writable for this user.");
        }
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process in any case.
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void checkFormat(Path folder) throws IOException {
        Path marker = folder.resolve("format");
        if (Files.notExists(marker)) {
            Files.writeString(marker, FORMAT);
        } else if (!Files.readString(marker).strip().equals(FORMAT)) {
            throw new Refusal("the data folder " + folder + " holds data of another format ("
                    + Files.readString(marker).strip() + " instead of " + FORMAT
                    + "). Start the Parley that made it, or choose another folder with --data=FOLDER.");
        }
    }
}
