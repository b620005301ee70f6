package chat.parley.faults.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FaultyLinkTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int SILENCE_MS = 100;
    private static final byte[] FRAME = "0123456789".getBytes(StandardCharsets.US_ASCII);

    private Listening listening;
    private FaultyLink link;

    @BeforeEach
    void open() throws IOException {
        listening = new Listening();
        link = FaultyLink.toLocalPort(listening.port());
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        listening.close();
    }

    @Test
    void carriesBytesBothWaysAndCountsThem() throws Exception {
        try (Socket client = connect();
                Socket server = listening.next()) {
            client.getOutputStream().write(FRAME);
            assertThat(server.getInputStream().readNBytes(10)).isEqualTo(FRAME);
            server.getOutputStream().write(FRAME, 0, 4);
            assertThat(client.getInputStream().readNBytes(4)).isEqualTo(Arrays.copyOf(FRAME, 4));
            assertThat(link.await(new LinkCounts(1, 1, 0, 10, 4)::equals, SOON)).isTrue();
        }
        assertThat(link.await(counts -> counts.open() == 0, SOON)).isTrue();
    }

    @Test
    void passesOnAnOrderlyEndAndStillCarriesTheOtherWay() throws Exception {
        try (Socket client = connect();
                Socket server = listening.next()) {
            client.shutdownOutput();
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            server.getOutputStream().write(FRAME);
            assertThat(client.getInputStream().readNBytes(10)).isEqualTo(FRAME);
            server.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(link.await(counts -> counts.open() == 0, SOON)).isTrue();
        }
    }

    @Test
    void passesOnAReset() throws Exception {
        Socket client = connect();
        try (Socket server = listening.next()) {
            client.setSoLinger(true, 0);
            client.close();
            assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void resetsAClientWhoseTargetIsAway() throws Exception {
        listening.close();
        assertThatThrownBy(this::connectAndRead).isInstanceOf(SocketException.class);
    }

    @Test
    void delaysWhatIsSentAndKeepsItsOrder() throws Exception {
        link.delay(Duration.ofMillis(150), Duration.ofMillis(50));
        try (Socket client = connect();
                Socket server = listening.next()) {
            long start = System.nanoTime();
            for (byte digit : FRAME) {
                client.getOutputStream().write(digit);
            }
            assertThat(server.getInputStream().readNBytes(10)).isEqualTo(FRAME);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        }
    }

    @Test
    void drawsTheSameJitterForTheSameSeedAndConnection() {
        assertThat(new Jitter(7, 3).of(Direction.TO_TARGET).nextLong())
                .isEqualTo(new Jitter(7, 3).of(Direction.TO_TARGET).nextLong())
                .isNotEqualTo(new Jitter(7, 3).of(Direction.TO_CLIENT).nextLong())
                .isNotEqualTo(new Jitter(7, 4).of(Direction.TO_TARGET).nextLong());
    }

    @Test
    void handsOverSlicesWithPausesBetween() throws Exception {
        link.slice(1, Duration.ofMillis(20));
        try (Socket client = connect();
                Socket server = listening.next()) {
            client.getOutputStream().write(FRAME);
            assertThat(server.getInputStream().read(new byte[10])).isEqualTo(1);
            assertThat(server.getInputStream().readNBytes(9)).isEqualTo(Arrays.copyOfRange(FRAME, 1, 10));
        }
    }

    @Test
    void resetsInTheMiddleOfAFrame() throws Exception {
        link.cutAfter(Direction.TO_TARGET, 7, Ending.RESET);
        try (Socket client = connect();
                Socket server = listening.next()) {
            client.getOutputStream().write(FRAME);
            assertThat(link.await(new LinkCounts(1, 0, 1, 7, 0)::equals, SOON)).isTrue();
            assertThat(server.getInputStream().readNBytes(7)).isEqualTo(Arrays.copyOf(FRAME, 7));
            assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void endsAnOpenConnectionInAnOrderlyWayAfterSoManyMoreBytes() throws Exception {
        try (Socket client = connect();
                Socket server = listening.next()) {
            server.getOutputStream().write(FRAME);
            assertThat(client.getInputStream().readNBytes(10)).isEqualTo(FRAME);
            link.cutAfter(Direction.TO_CLIENT, 3, Ending.FINISH);
            server.getOutputStream().write(FRAME);
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOf(FRAME, 3));
            assertThat(server.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(link.await(new LinkCounts(1, 0, 1, 0, 13)::equals, SOON)).isTrue();
    }

    @Test
    void cutsEachNewConnectionUntilHealed() throws Exception {
        link.cutAfter(Direction.TO_TARGET, 0, Ending.RESET);
        for (int i = 1; i <= 3; i++) {
            int cuts = i;
            try (Socket client = connect()) {
                client.getOutputStream().write(FRAME);
                assertThat(link.await(counts -> counts.cut() == cuts, SOON)).isTrue();
                listening.next().close();
            }
        }
        link.heal();
        carries();
    }

    @Test
    void leavesBothPeersOfAHalfOpenConnectionInTheDarkForGood() throws Exception {
        try (Socket client = connect();
                Socket server = listening.next()) {
            link.halfOpen();
            client.getOutputStream().write(FRAME);
            client.shutdownOutput();
            link.heal();
            assertSilent(server);
            carries();
            link.kill();
            assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void holdsBackOneDirectionUntilHealed() throws Exception {
        try (Socket client = connect();
                Socket server = listening.next()) {
            link.drop(Direction.TO_CLIENT);
            client.getOutputStream().write(FRAME);
            assertThat(server.getInputStream().readNBytes(10)).isEqualTo(FRAME);
            server.getOutputStream().write(FRAME);
            server.shutdownOutput();
            assertSilent(client);
            link.heal();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(FRAME);
        }
    }

    @Test
    void partitionsConnectionsOldAndNew() throws Exception {
        try (Socket client = connect();
                Socket server = listening.next()) {
            link.partition();
            client.getOutputStream().write(FRAME);
            assertSilent(server);
            try (Socket late = connect()) {
                late.getOutputStream().write(FRAME);
                assertThat(listening.nobodyConnects(SILENCE_MS)).isTrue();
                link.heal();
                assertThat(listening.next().getInputStream().readNBytes(10)).isEqualTo(FRAME);
            }
            assertThat(server.getInputStream().readNBytes(10)).isEqualTo(FRAME);
        }
    }

    @Test
    void refusesNewConnectionsOnlyAndOpensTheSamePortAgain() throws Exception {
        try (Socket client = connect();
                Socket server = listening.next()) {
            link.refuse();
            link.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            client.getOutputStream().write(FRAME);
            assertThat(server.getInputStream().readNBytes(10)).isEqualTo(FRAME);
            link.heal();
            carries();
        }
    }

    @Test
    void killsAllConnectionsOfNow() throws Exception {
        try (Socket one = connect();
                Socket two = connect();
                Socket server = listening.next();
                Socket other = listening.next()) {
            link.kill();
            for (Socket socket : new Socket[] {one, two, server, other}) {
                assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
            }
            carries();
        }
    }

    @Test
    void makesASenderWaitWhoseReaderStopped() throws Exception {
        try (Socket client = connect();
                Socket server = listening.next()) {
            byte[] much = new byte[64 << 20];
            new Random(1).nextBytes(much);
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> write(client, much));
            assertThatThrownBy(() -> sent.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(link.counts().bytesToTarget()).isLessThan(32 << 20);
            assertThat(server.getInputStream().readNBytes(much.length)).isEqualTo(much);
            sent.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void endsEverythingOnClose() throws Exception {
        try (Socket client = connect();
                Socket server = listening.next()) {
            link.halfOpen();
            link.delay(Duration.ofHours(1), Duration.ZERO);
            client.getOutputStream().write(FRAME);
            link.close();
            assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(link.counts().open()).isZero();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
    }

    private void carries() throws Exception {
        try (Socket client = connect();
                Socket server = listening.next()) {
            client.getOutputStream().write(FRAME);
            assertThat(server.getInputStream().readNBytes(10)).isEqualTo(FRAME);
        }
    }

    private void connectAndRead() throws IOException {
        try (Socket client = connect()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout((int) SOON.toMillis());
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), link.port()), 5_000);
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
