package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The same behind TLS: the gateway looks at what comes out of it.
@Timeout(60)
final class SocketTlsTest {
    private static final String PASSWORD = "secret";
    private static final BlockingQueue<Line> JOINED = new LinkedBlockingQueue<>();
    private static final PretendService SERVICE = PretendService.that(line -> JOINED.add(line.say(Line.UPGRADED)));

    @TempDir
    private static Path folder;

    private static Path keys;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        keys = folder.resolve("keys.p12");
        makeKeys();
        gateway = TestGateway.before(
                SERVICE.uri(), "--server.ssl.key-store=" + keys, "--server.ssl.key-store-password=" + PASSWORD);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVICE.close();
    }

    @Test
    void carriesBytesBothWaysAndTheEndToo() throws Exception {
        try (Line caller = connect()) {
            assertThat(caller.say(Line.upgrade("/ws")).head()).isEqualTo(Line.UPGRADED);
            Line messaging = JOINED.poll(10, TimeUnit.SECONDS);
            assertThat(messaging).isNotNull();
            assertThat(SERVICE.heads().getLast()).containsIgnoringCase("x-forwarded-proto: https");
            caller.say("x".repeat(200_000));
            assertThat(messaging.hear(200_000)).isEqualTo("x".repeat(200_000));
            messaging.say("y".repeat(200_000)).close();
            assertThat(caller.rest()).isEqualTo("y".repeat(200_000));
        }
    }

    @Test
    void tellsMessagingThatTheCallerLeft() throws Exception {
        try (Line caller = connect()) {
            assertThat(caller.say(Line.upgrade("/rsocket")).head()).isEqualTo(Line.UPGRADED);
            caller.say("last words").close();
            Line messaging = JOINED.poll(10, TimeUnit.SECONDS);
            assertThat(messaging).isNotNull();
            assertThat(messaging.rest()).isEqualTo("last words");
        }
    }

    @Test
    void refusesAsEverywhere() throws Exception {
        try (Line caller = connect()) {
            assertThat(caller.say(Line.upgrade("/ws", "Origin: https://evil.example"))
                            .answer())
                    .contains(" 403 ")
                    .containsIgnoringCase("strict-transport-security");
        }
    }

    private static Line connect() throws Exception {
        Socket socket = trust().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), gateway.port());
        return new Line(socket);
    }

    private static SSLContext trust() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(keys)) {
            store.load(content, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("own", store.getCertificate("own"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static void makeKeys() throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
    }
}
