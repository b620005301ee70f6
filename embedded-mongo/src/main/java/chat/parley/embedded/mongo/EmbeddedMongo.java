package chat.parley.embedded.mongo;

import chat.parley.embedded.mongo.server.EmbeddedBackend;
import chat.parley.embedded.mongo.storage.Storage;
import chat.parley.embedded.mongo.wire.WireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Set;
import java.util.stream.Stream;

/// A MongoDB-compatible server on the loopback address, for one machine and for tests.
///
/// Clients speak to it with an ordinary driver and the address from [#uri()]; nothing else of it is visible, so that
/// its inside can change without anybody noticing. An acknowledged write survives the end of the process at any moment;
/// one with the concern `majority` or `j: true` also a power cut.
public final class EmbeddedMongo implements AutoCloseable {
    private static final int ANY_FREE_PORT = 0;

    private final EmbeddedBackend backend;
    private final Storage storage;
    private final WireServer server;
    private final Runnable afterwards;

    private EmbeddedMongo(Storage storage, EmbeddedBackend backend, WireServer server, Runnable afterwards) {
        this.storage = storage;
        this.backend = backend;
        this.server = server;
        this.afterwards = afterwards;
    }

    /// If it cannot listen, nothing is left open.
    private static EmbeddedMongo open(Path folder, int port, Runnable afterwards) {
        Deque<Runnable> opened = new ArrayDeque<>();
        opened.push(afterwards);
        boolean done = false;
        try {
            Storage storage = Storage.open(folder);
            opened.push(storage::close);
            EmbeddedBackend backend = new EmbeddedBackend(storage, Clock.systemUTC());
            // Closes the storage, too.
            opened.pop();
            opened.push(backend::close);
            WireServer server = new WireServer(backend, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            done = true;
            return new EmbeddedMongo(storage, backend, server, afterwards);
        } finally {
            if (!done) {
                opened.forEach(Runnable::run);
            }
        }
    }

    /// Opens or creates the store in `folder` on a free port. One process at a time may do so.
    ///
    /// @throws chat.parley.embedded.mongo.storage.UnusableFolder if another process has it, or it holds something else
    public static EmbeddedMongo inFolder(Path folder) {
        return inFolder(folder, ANY_FREE_PORT);
    }

    /// Opens or creates the store in `folder` on the given port.
    public static EmbeddedMongo inFolder(Path folder, int port) {
        return open(folder, port, () -> {});
    }

    /// A store in a folder of its own, which is removed when the store is closed.
    public static EmbeddedMongo temporary() {
        try {
            Path folder = Files.createTempDirectory("parley-mongo");
            return open(folder, ANY_FREE_PORT, () -> remove(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a temporary folder", e);
        }
    }

    /// The address for drivers, without a database name.
    public String uri() {
        return "mongodb://127.0.0.1:" + server.port();
    }

    /// The address for drivers that take the database's name from it.
    public String uri(String database) {
        return uri() + "/" + database;
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
        server.close();
        backend.close();
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
