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
import java.util.List;
import java.util.stream.IntStream;

/// Two messaging nodes, each a process, on one store and one real Redis.
public final class Cluster implements AutoCloseable {
    /// For tests that want to write faster than people may.
    public static final List<String> UNLIMITED =
            List.of("--parley.live.sends-per-second=1000000", "--parley.live.frames-per-second=1000000");

    private static final int NODES = 2;

    private final Path folder;
    private final EmbeddedMongo mongo;
    private final PrivateRedis redis = PrivateRedis.start();
    private final Identity identity = new Identity();
    private final Sessions sessions = new Sessions(redis.uri());
    private final StoreAudit audit;
    private final List<Node> nodes;

    private Cluster(List<String> settings) {
        folder = temporary();
        mongo = EmbeddedMongo.inFolder(folder.resolve("mongo"));
        audit = new StoreAudit(mongo.uri());
        Stores stores = new Stores(URI.create(mongo.uri()).getPort(), redis, identity.port());
        nodes = IntStream.rangeClosed(1, NODES)
                .mapToObj(n -> new Node("node" + n, stores, folder, settings))
                .toList();
        nodes.forEach(Node::awaitReady);
    }

    /// With the limits that an installation has.
    public static Cluster start() {
        return new Cluster(List.of());
    }

    /// With other settings than usual.
    public static Cluster start(List<String> settings) {
        return new Cluster(settings);
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

    @Override
    public void close() {
        nodes.forEach(Node::close);
        sessions.close();
        audit.close();
        identity.close();
        redis.close();
        mongo.close();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("parley-contract");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
