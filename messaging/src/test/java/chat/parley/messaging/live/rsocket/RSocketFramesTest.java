package chat.parley.messaging.live.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.messaging.live.Leaks;
import chat.parley.messaging.live.TestNode;
import chat.parley.teststores.PrivateRedis;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rsocket.frame.ErrorFrameCodec;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameLengthCodec;
import io.rsocket.frame.FrameType;
import io.rsocket.frame.KeepAliveFrameCodec;
import io.rsocket.frame.MetadataPushFrameCodec;
import io.rsocket.frame.RequestResponseFrameCodec;
import io.rsocket.frame.ResumeFrameCodec;
import io.rsocket.frame.SetupFrameCodec;
import io.rsocket.util.DefaultPayload;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Frames that no library sends, and what they get.
final class RSocketFramesTest {
    private static final EmbeddedMongo MONGO = EmbeddedMongo.temporary();
    private static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode(MONGO, PrivateRedis.shared().uri(), "rsocket-frames");
    }

    @AfterAll
    static void stop() {
        node.close();
        MONGO.close();
        Leaks.assertNone();
    }

    @Test
    void withoutSetupTheConnectionEndsAfterFiveSeconds() throws IOException {
        try (Peer peer = new Peer()) {
            assertThat(peer.end()).isEqualTo(ErrorFrameCodec.REJECTED_SETUP + " 4408");
        }
    }

    @Test
    void aRequestBeforeTheSetupEndsTheConnection() throws IOException {
        try (Peer peer = new Peer()) {
            peer.say(request(1, false, new byte[10]));
            assertThat(peer.end()).startsWith(ErrorFrameCodec.INVALID_SETUP + " ");
        }
    }

    @Test
    void aResumptionIsRejectedWhoeverAsksForIt() throws IOException {
        try (Peer peer = new Peer()) {
            peer.say(ResumeFrameCodec.encode(ALLOCATOR, Unpooled.wrappedBuffer(new byte[16]), 0, 0));
            assertThat(peer.end()).startsWith(ErrorFrameCodec.REJECTED_RESUME + " ");
        }
    }

    @Test
    void aSecondSetupEndsTheConnection() throws IOException {
        try (Peer peer = new Peer()) {
            peer.setUp();
            peer.setUp();
            assertThat(peer.end()).isEqualTo(ErrorFrameCodec.CONNECTION_ERROR + " 4400");
        }
    }

    @Test
    void aFloodOfKeepAlivesEndsTheConnection() throws IOException {
        try (Peer peer = new Peer()) {
            peer.setUp();
            for (int i = 0; i < 200; i++) {
                peer.say(KeepAliveFrameCodec.encode(ALLOCATOR, true, 0, Unpooled.EMPTY_BUFFER));
            }
            assertThat(peer.end()).isEqualTo(ErrorFrameCodec.CONNECTION_ERROR + " 1008");
        }
    }

    @Test
    void aFloodOfMetadataEndsTheConnection() throws IOException {
        try (Peer peer = new Peer()) {
            peer.setUp();
            for (int i = 0; i < 20; i++) {
                peer.say(MetadataPushFrameCodec.encode(ALLOCATOR, Unpooled.wrappedBuffer(new byte[10_000])));
            }
            assertThat(peer.end()).isEqualTo(ErrorFrameCodec.CONNECTION_ERROR + " 4400");
        }
    }

    /// On many streams, each of which stays below the limit of one payload.
    @Test
    void fragmentsThatNeverEndEndTheConnection() throws IOException {
        try (Peer peer = new Peer()) {
            peer.setUp();
            for (int stream = 1; stream < 40; stream += 2) {
                peer.say(request(stream, true, new byte[50_000]));
            }
            assertThat(peer.end()).isEqualTo(ErrorFrameCodec.CONNECTION_ERROR + " 1009");
        }
    }

    @Test
    void aFrameThatIsNoneEndsTheConnection() throws IOException {
        try (Peer peer = new Peer()) {
            peer.setUp();
            peer.say(Unpooled.wrappedBuffer(new byte[] {1, 2}));
            assertThat(peer.end()).isEqualTo(ErrorFrameCodec.CONNECTION_ERROR + " 4400");
        }
    }

    private static ByteBuf request(int stream, boolean follows, byte[] data) {
        return RequestResponseFrameCodec.encode(ALLOCATOR, stream, follows, null, Unpooled.wrappedBuffer(data));
    }

    private static final class Peer implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), Way.tcpPort(node));

        Peer() throws IOException {
            socket.setSoTimeout(10_000);
        }

        void setUp() throws IOException {
            ByteBuf bearer = RSocketClient.bearer(node.signIn(TestNode.user()));
            say(SetupFrameCodec.encode(
                    ALLOCATOR,
                    false,
                    10_000,
                    60_000,
                    "message/x.rsocket.composite-metadata.v0",
                    "application/json",
                    DefaultPayload.create(Unpooled.EMPTY_BUFFER, bearer)));
        }

        /// The other side may have had enough by now.
        void say(ByteBuf frame) {
            ByteBuf whole = FrameLengthCodec.encode(ALLOCATOR, frame.readableBytes(), frame);
            try {
                socket.getOutputStream().write(ByteBufUtil.getBytes(whole));
            } catch (IOException cut) {
                System.out.println("cut while speaking: " + cut);
            } finally {
                whole.release();
            }
        }

        /// Code of the error that ends the connection, and our close code in it.
        String end() throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                ByteBuf frame = Unpooled.wrappedBuffer(in.readNBytes(length));
                if (FrameHeaderCodec.frameType(frame) == FrameType.ERROR) {
                    String data = ErrorFrameCodec.dataUtf8(frame);
                    return ErrorFrameCodec.errorCode(frame) + " " + data.replaceAll(".*\"close\":(\\d+).*", "$1");
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
