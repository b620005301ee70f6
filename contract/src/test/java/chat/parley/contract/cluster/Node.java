package chat.parley.contract.cluster;

import chat.parley.faults.proxy.FaultyLink;
import chat.parley.messaging.MessagingApplication;
import chat.parley.teststores.Child;
import chat.parley.teststores.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// A messaging node in a process of its own, which reaches its stores through links that a test may disturb.
public final class Node implements AutoCloseable {
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(90);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name;
    private final int port = Ports.free();
    private final int rsocketPort = Ports.free();
    private final FaultyLink mongo;
    private final FaultyLink redis;
    private final Path log;
    private final List<String> command;
    private Child child;

    Node(String name, Stores stores, Path folder) {
        this.name = name;
        mongo = FaultyLink.toLocalPort(stores.mongoPort());
        redis = FaultyLink.toLocalPort(stores.redis().port());
        log = folder.resolve(name + ".log");
        command = command(stores);
        child = Child.start(log, Map.of(), command);
    }

    /// For people, and for the names of its readers.
    public String name() {
        return name;
    }

    /// Where it listens for HTTP and WebSockets.
    public int port() {
        return port;
    }

    /// Where it listens for RSocket over TCP.
    public int rsocketPort() {
        return rsocketPort;
    }

    /// Its way to MongoDB.
    public FaultyLink mongo() {
        return mongo;
    }

    /// Its way to Redis.
    public FaultyLink redis() {
        return redis;
    }

    /// As `kill -9`.
    public void kill() {
        child.kill();
    }

    /// As SIGTERM; returns at once.
    public void terminate() {
        child.signal("TERM");
    }

    /// Waits until it has ended by itself.
    public void awaitEnd() {
        child.awaitEnd(ENDED_WITHIN);
        child.kill();
    }

    /// Starts it anew on the same ports and waits until it is ready.
    public void restart() {
        child = Child.start(log, Map.of(), command);
        awaitReady();
    }

    /// Waits until it says that it can work.
    public void awaitReady() {
        Awaitility.await(name).atMost(STARTED_WITHIN).until(() -> health() == 200);
    }

    /// What `GET /health` answers; 0 where nobody does.
    public int health() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException nobody) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        child.kill();
        mongo.close();
        redis.close();
    }

    private List<String> command(Stores stores) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxDirectMemorySize=128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                MessagingApplication.class.getName(),
                "--server.port=" + port,
                "--parley.rsocket-port=" + rsocketPort,
                "--spring.mongodb.uri=mongodb://127.0.0.1:" + mongo.port(),
                "--spring.data.redis.url=redis://127.0.0.1:" + redis.port(),
                "--parley.messaging.database=" + Stores.DATABASE,
                "--parley.messaging.identity-uri=http://127.0.0.1:" + stores.identityPort(),
                "--parley.token.jwks-uri=http://127.0.0.1:" + stores.identityPort() + "/.well-known/jwks.json",
                "--parley.token.issuer=" + Identity.ISSUER,
                "--parley.service-token=" + "t".repeat(32));
    }
}
