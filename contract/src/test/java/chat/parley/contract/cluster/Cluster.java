package chat.parley.contract.cluster;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Two messaging nodes, each a process, on one store and one real Redis.
public final class Cluster implements AutoCloseable {
    private static final int NODES = 2;

    private final Path folder;
    private final EmbeddedMongo mongo;
    private final PrivateRedis redis = PrivateRedis.start();
    private final Identity identity = new Identity();
    private final Sessions sessions = new Sessions(redis.uri());
    private final StoreAudit audit;
    private final List<Node> nodes;

    private Cluster() {
        folder = temporary();
        mongo = EmbeddedMongo.inFolder(folder.resolve("mongo"));
        audit = new StoreAudit(mongo.uri());
        Stores stores = new Stores(URI.create(mongo.uri()).getPort(), redis, identity.port());
        nodes = IntStream.rangeClosed(1, NODES)
                .mapToObj(n -> new Node("node" + n, stores, folder))
                .toList();
        nodes.forEach(Node::awaitReady);
    }

    /// The one that all tests of this process share, with the limits that an installation has. Whoever breaks something
    /// mends it.
    public static Cluster shared() {
        return Shared.INSTANCE;
    }

    /// Both.
    public List<Node> nodes() {
        return nodes;
    }

    /// The first.
    public Node left() {
        return nodes.getFirst();
    }

    /// The second.
    public Node right() {
        return nodes.getLast();
    }

    /// Their Redis.
    public PrivateRedis redis() {
        return redis;
    }

    /// Starts Redis again after a kill and waits until both nodes have noticed.
    public void bringRedisBack() {
        redis.restart();
        nodes.forEach(Node::awaitReady);
    }

    /// The sessions in it.
    public Sessions sessions() {
        return sessions;
    }

    /// What the store says itself.
    public StoreAudit audit() {
        return audit;
    }

    /// A token of this session, which lives from now on.
    public String signIn(UserId user, SessionId session) {
        sessions.begin(user, session);
        return identity.token(user, session);
    }

    /// The identity service is away until [#bringIdentityBack()].
    public void stopIdentity() {
        identity.stop();
    }

    /// It is back.
    public void bringIdentityBack() {
        identity.start();
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        sessions.close();
        audit.close();
        identity.close();
        redis.close();
        mongo.close();
        remove(folder);
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("parley-contract");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final Cluster INSTANCE = create();

        private static Cluster create() {
            Cluster cluster = new Cluster();
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "shared-cluster-end"));
            return cluster;
        }
    }
}
