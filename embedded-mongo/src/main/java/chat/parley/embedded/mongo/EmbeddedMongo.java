package chat.parley.embedded.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/// A MongoDB-compatible server on the loopback address, for one process and for tests.
///
/// Clients speak to it with an ordinary driver and the address from [#uri()]; nothing else of it is visible, so that
/// its inside can change without anybody noticing. In a folder, every acknowledged write is on the disk (written and
/// forced) before the answer leaves, and survives the end of the process at any moment.
public final class EmbeddedMongo implements AutoCloseable {
    private static final String STORE_FILE = "store.mv";
    private static final int ANY_FREE_PORT = 0;

    private final MongoServer server;
    private final String uri;

    private EmbeddedMongo(H2Backend backend, int port) {
        server = new MongoServer(backend);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        uri = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
    }

    /// Opens or creates the store in `folder` on a free port. One process at a time may do so.
    public static EmbeddedMongo inFolder(Path folder) {
        return inFolder(folder, ANY_FREE_PORT);
    }

    /// Opens or creates the store in `folder` on the given port.
    public static EmbeddedMongo inFolder(Path folder, int port) {
        DurableBackend backend = DurableBackend.open(existing(folder).resolve(STORE_FILE));
        try {
            return new EmbeddedMongo(backend, port);
        } catch (RuntimeException notBound) {
            backend.close();
            throw notBound;
        }
    }

    /// A store that forgets everything when it is closed.
    public static EmbeddedMongo inMemory() {
        return new EmbeddedMongo(H2Backend.inMemory(), ANY_FREE_PORT);
    }

    /// The address for drivers, without a database name.
    public String uri() {
        return uri;
    }

    /// The address for drivers that take the database's name from it.
    public String uri(String database) {
        return uri + "/" + database;
    }

    /// Answers no more and closes the store. What was acknowledged stays.
    @Override
    public void close() {
        server.shutdownNow();
    }

    private static Path existing(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the folder " + folder, e);
        }
    }
}
