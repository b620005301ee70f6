package chat.parley.embedded.mongo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.server.EmbeddedBackend;
import chat.parley.embedded.mongo.storage.Storage;
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a connection may take from the others.
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class LimitsTest {
    private static final byte[] PING = RawClient.command(RawClient.bson("{ping: 1, $db: 'test'}"));
    private static final byte[] WAIT = RawClient.command(RawClient.bson("{wait: 1, $db: 'test'}"));
    private static final int CLIENTS = 3;
    /// What a driver opens unless it is told otherwise.
    private static final int MOST_OF_A_DRIVER = 100;

    @TempDir
    Path folder;

    @Test
    void refusesMoreConnectionsThanItMayHaveAndServesTheOthers() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        EmbeddedBackend backend = new EmbeddedBackend(Storage.open(folder), Clock.systemUTC());
        try (WireServer server = new WireServer(backend, address(), CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new RawClient(server.port()));
                assertPing(clients.getLast());
            }
            try (RawClient refused = new RawClient(server.port())) {
                assertThat(refused.isClosed()).isTrue();
            }
            for (RawClient client : clients) {
                assertPing(client);
                client.close();
            }
        } finally {
            backend.close();
        }
    }

    @Test
    void aCommandThatTakesLongHoldsUpNoOtherConnectionOfADriver() throws IOException {
        CountDownLatch enough = new CountDownLatch(1);
        try (WireServer server = new WireServer(waiting(enough), address())) {
            List<RawClient> clients = connect(server);
            try {
                clients.getFirst().send(2, 0, WAIT);
                for (RawClient other : clients.subList(1, clients.size())) {
                    assertPing(other);
                }
            } finally {
                enough.countDown();
            }
            assertThat(clients.getFirst().answer().to()).isEqualTo(2);
        }
    }

    private static List<RawClient> connect(WireServer server) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < MOST_OF_A_DRIVER; i++) {
            clients.add(new RawClient(server.port()));
            assertPing(clients.getLast());
        }
        return clients;
    }

    /// Answers everything at once but the command `wait`.
    private static MongoBackend waiting(CountDownLatch enough) {
        return (MongoBackend) Proxy.newProxyInstance(
                MongoBackend.class.getClassLoader(),
                new Class<?>[] {MongoBackend.class},
                (proxy, method, arguments) -> {
                    if (arguments != null
                            && arguments[0] instanceof MongoMessage message
                            && message.getDocument().containsKey("wait")) {
                        enough.await();
                    }
                    return method.getReturnType() == Document.class ? new Document("ok", 1.0) : null;
                });
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void assertPing(RawClient client) throws IOException {
        client.send(1, 0, PING);
        assertThat(client.answer().document()).containsEntry("ok", 1.0);
    }

    @Test
    void givesUpAMessageOfWhichTheRestDoesNotCome() {
        EmbeddedChannel channel = new EmbeddedChannel(new Messages());
        assertThat(channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {100, 0, 0, 0, 1})))
                .isFalse();
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.FIRST_READER_IDLE_STATE_EVENT);
        assertThat(channel.isOpen()).isTrue();
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void keepsAConnectionThatSaysNothingBetweenMessages() {
        EmbeddedChannel channel = new EmbeddedChannel(new Messages());
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.finish()).isFalse();
    }

    @Test
    void endsAConnectionWhoseAnswerCannotBeSent() {
        EmbeddedChannel channel = new EmbeddedChannel(new Failing(), new Answers());
        assertThat(channel.writeOneOutbound("answer").isSuccess()).isFalse();
        assertThat(channel.isOpen()).isFalse();
    }

    private static final class Failing extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object answer, ChannelPromise sent) {
            var unused = sent.setFailure(new IllegalStateException("on purpose"));
        }
    }
}
