package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.outbound.Outbound;
import chat.parley.protocol.live.CloseCode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import reactor.test.StepVerifier;

/// What every way of writing to a WebSocket promises, over real sockets.
final class SocketWireContractTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGE = 4 * 1024 * 1024;
    /// What the kernel is asked to hold of a connection, at each of its ends; it takes the double of it.
    private static final int KERNEL = 32 * 1024;

    private static final String SLOW_READER = "reads too slowly";

    enum Way {
        STRAIGHT,
        ONE_BY_ONE,
        PLAIN;

        SocketWires wires() {
            return switch (this) {
                case STRAIGHT -> SocketWires.direct(Outbound.coalescing());
                case ONE_BY_ONE -> SocketWires.direct(Outbound.oneByOne());
                case PLAIN -> SocketWires.plain();
            };
        }
    }

    private final BlockingQueue<SocketWire> wires = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
    private @Nullable DisposableServer server;
    private @Nullable Disposable client;

    @AfterEach
    void stop() {
        if (client != null) {
            client.dispose();
        }
        if (server != null) {
            server.disposeNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void framesComeWholeAndInOrderWhateverTheirLength(Way way) {
        SocketWire wire = connect(way);
        List<String> texts = IntStream.of(0, 1, 125, 126, 127, 65_535, 65_536, 70_000)
                .mapToObj("x"::repeat)
                .toList();
        texts.forEach(text -> wire.offer(frame(text)));
        assertThat(hear(texts.size())).isEqualTo(texts);
    }

    /// Read straight from the socket: on a busy machine the client of Reactor Netty sometimes ends with 1006 when many
    /// frames come right behind the answer to its handshake, all of them well-formed.
    @ParameterizedTest
    @EnumSource
    void offersOfSeveralThreadsAreAllWrittenEachThreadsInOrder(Way way) throws Exception {
        try (Socket peer = peer(way)) {
            SocketWire wire = next(wires);
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(thread -> Thread.ofPlatform().start(() -> offer(wire, thread)))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            skipHead(peer.getInputStream());
            assertEachInOrder(texts(peer.getInputStream(), 2_000));
        }
    }

    private static void assertEachInOrder(List<String> all) {
        for (int thread = 0; thread < 4; thread++) {
            String start = thread + " ";
            assertThat(all.stream().filter(text -> text.startsWith(start)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 500).mapToObj(i -> start + i).toList());
        }
    }

    /// Short ones: a byte that says "text, whole", a byte with the length, the text.
    private static List<String> texts(InputStream input, int count) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            assertThat(input.read()).isEqualTo(0x81);
            texts.add(new String(input.readNBytes(input.read()), StandardCharsets.UTF_8));
        }
        return texts;
    }

    @ParameterizedTest
    @EnumSource
    void theGoodbyeComesAfterWhatWasOfferedAndTheFirstOneCounts(Way way) throws InterruptedException {
        SocketWire wire = connect(way);
        wire.offer(frame("last words"));
        wire.close(CloseCode.DRAINING, "reconnectAfterMs=1");
        wire.close(CloseCode.SERVER_ERROR, "too late");
        wire.offer(frame("never"));
        assertThat(hear(1)).containsExactly("last words");
        assertThat(codes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1012);
        StepVerifier.create(wire.gone()).expectComplete().verify(PATIENCE);
        assertThat(heard).isEmpty();
    }

    /// Browsers take a second goodbye for a broken connection, and hide our code from their pages.
    @ParameterizedTest
    @EnumSource
    void thePeersGoodbyeEndsTheConnectionAndIsNotAnsweredWithAnother(Way way) throws Exception {
        try (Socket peer = peer(way)) {
            SocketWire wire = next(wires);
            wire.close(CloseCode.UNAUTHENTICATED, "");
            InputStream input = peer.getInputStream();
            skipHead(input);
            assertThat(input.readNBytes(4)).containsExactly(0x88, 2, 4401 >> 8, 4401 & 0xff);
            peer.getOutputStream().write(new byte[] {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 4401 >> 8, 4401 & 0xff});
            assertThat(input.readAllBytes()).isEmpty();
            StepVerifier.create(wire.gone()).expectComplete().verify(PATIENCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoReadsNothingIsCutOffAndNobodyWaitsForRoomAnyMore(Way way) throws Exception {
        int port = listen(way);
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
            silent.getOutputStream().write(upgrade(port));
            SocketWire wire = next(wires);
            Frame large = frame("x".repeat(60_000));
            IntStream.range(0, 2_000).forEach(i -> wire.offer(large));
            StepVerifier.create(wire.drained()).expectComplete().verify(PATIENCE);
            StepVerifier.create(wire.gone()).expectComplete().verify(PATIENCE);
        }
    }

    /// What comes after the flood, when it reads again, is all that waited: in the queue, and in the kernel. The plain
    /// way is left out: what the framework takes from its sink is not counted there.
    @ParameterizedTest
    @EnumSource(names = {"STRAIGHT", "ONE_BY_ONE"})
    void whatWaitsForAReaderThatStoppedIsBoundedInBytes(Way way) throws Exception {
        int port = listen(way);
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(KERNEL);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            slow.getOutputStream().write(upgrade(port));
            SocketWire wire = next(wires);
            Frame frame = frame("x".repeat(10_000));
            IntStream.range(0, 20_000).forEach(i -> wire.offer(frame));
            byte[] waited = slow.getInputStream().readNBytes(LARGE);
            assertThat(waited)
                    .hasSizeGreaterThan(LiveLimits.QUEUE_BYTES)
                    .hasSizeLessThan(LiveLimits.QUEUE_BYTES + 2 * 10_000 + 4 * KERNEL);
            assertThat(ByteBuffer.wrap(waited).getShort(waited.length - SLOW_READER.length() - 2))
                    .isEqualTo((short) 4430);
        }
    }

    /// The other end without a library: it has asked for the handshake, and waits for nothing longer than a test does.
    private Socket peer(Way way) throws IOException {
        int port = listen(way);
        Socket peer = new Socket(InetAddress.getLoopbackAddress(), port);
        peer.setSoTimeout((int) PATIENCE.toMillis());
        peer.getOutputStream().write(upgrade(port));
        return peer;
    }

    private SocketWire connect(Way way) {
        client = HttpClient.create()
                .websocket(WebsocketClientSpec.builder()
                        .maxFramePayloadLength(LARGE)
                        .build())
                .uri("ws://127.0.0.1:" + listen(way) + "/")
                .handle((in, out) -> listen(in))
                .subscribe();
        return next(wires);
    }

    private Mono<Void> listen(WebsocketInbound in) {
        Mono<Void> texts = in.receive()
                .asString(StandardCharsets.UTF_8)
                .doOnNext(heard::add)
                .then();
        return Mono.when(texts, in.receiveCloseStatus().doOnNext(status -> codes.add(status.code())));
    }

    private int listen(Way way) {
        SocketWires ways = way.wires();
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .childOption(ChannelOption.SO_SNDBUF, KERNEL)
                .route(routes -> routes.ws("/", (in, out) -> open(ways, in, out)))
                .bindNow();
        return server.port();
    }

    private Mono<Void> open(SocketWires ways, WebsocketInbound in, WebsocketOutbound out) {
        SocketWire[] wire = new SocketWire[1];
        in.withConnection(connection -> wire[0] = ways.to(connection.channel(), out));
        wires.add(wire[0]);
        return Mono.when(in.receiveFrames().then(), wire[0].writing());
    }

    private static void skipHead(InputStream input) throws IOException {
        for (int last = 0; last != 0x0d0a0d0a; ) {
            last = (last << 8) | input.read();
        }
    }

    private static byte[] upgrade(int port) {
        return ("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private List<String> hear(int count) {
        return IntStream.range(0, count).mapToObj(i -> next(heard)).toList();
    }

    @CanIgnoreReturnValue
    private static <T> T next(BlockingQueue<T> queue) {
        try {
            return Objects.requireNonNull(queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS), "nothing came");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void offer(SocketWire wire, int thread) {
        IntStream.range(0, 500).forEach(i -> wire.offer(frame(thread + " " + i)));
    }

    private static Frame frame(String text) {
        return Frame.lasting(text.getBytes(StandardCharsets.UTF_8));
    }
}
