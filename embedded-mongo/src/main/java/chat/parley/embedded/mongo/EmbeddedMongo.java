package chat.parley.embedded.mongo;

import chat.parley.embedded.mongo.server.EmbeddedBackend;
import chat.parley.embedded.mongo.storage.Storage;
import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/// A MongoDB-compatible server on the loopback address, for one machine and for tests.
///
/// Clients speak to it with an ordinary driver and the address from [#uri()]; nothing else of it is visible, so that
/// its inside can change without anybody noticing. An acknowledged write survives the end of the process at any moment;
/// one with the concern `majority` or `j: true` also a power cut.
public final class EmbeddedMongo implements AutoCloseable {
    private static final int ANY_FREE_PORT = 0;
    private static final int ACCEPTING = 1;
    /// A connection belongs to one of them; one that waits for the disk holds up the others that share it.
    private static final int SERVING = 16;

    private final EmbeddedBackend backend;
    private final Storage storage;
    private final MongoServer server;
    private final String uri;

    private final Runnable afterwards;

    private EmbeddedMongo(Storage storage, int port, Runnable afterwards) {
        this.storage = storage;
        this.afterwards = afterwards;
        backend = new EmbeddedBackend(storage, Clock.systemUTC());
        server = new MongoServer(backend);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ACCEPTING, SERVING);
        uri = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
    }

    /// Opens or creates the store in `folder` on a free port. One process at a time may do so.
    ///
    /// @throws chat.parley.embedded.mongo.storage.UnusableFolder if another process has it, or it holds something else
    public static EmbeddedMongo inFolder(Path folder) {
        return inFolder(folder, ANY_FREE_PORT);
    }

    /// Opens or creates the store in `folder` on the given port.
    public static EmbeddedMongo inFolder(Path folder, int port) {
        return new EmbeddedMongo(Storage.open(folder), port, () -> {});
    }

    /// A store in a folder of its own, which is removed when the store is closed.
    public static EmbeddedMongo temporary() {
        try {
            Path folder = Files.createTempDirectory("parley-mongo");
            return new EmbeddedMongo(Storage.open(folder), ANY_FREE_PORT, () -> remove(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a temporary folder", e);
        }
    }

    /// The address for drivers, without a database name.
    public String uri() {
        return uri;
    }

    /// The address for drivers that take the database's name from it.
    public String uri(String database) {
        return uri + "/" + database;
    }

    /// What queries looked like that no index served.
    public Set<String> scans() {
        return backend.scans().shapes();
    }

    /// Removes at once what has expired, which otherwise happens every minute.
    public void expire() {
        backend.sweep();
    }

    /// Copies all data, as it is now, into a folder that is empty or does not exist. Nobody waits for it.
    ///
    /// @throws chat.parley.embedded.mongo.storage.UnusableFolder if the folder is not empty
    public void backup(Path folder) {
        storage.backup(folder);
    }

    /// Makes a data folder, which must be empty or not exist, of a backup.
    ///
    /// @throws chat.parley.embedded.mongo.storage.UnusableFolder if one of them is not as it must be
    public static void restore(Path backup, Path folder) {
        Storage.restore(backup, folder);
    }

    /// Answers no more and closes the store. What was acknowledged stays.
    @Override
    public void close() {
        server.shutdownNow();
        afterwards.run();
    }

    private static void remove(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(EmbeddedMongo::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + file, e);
        }
    }
}
