package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.messaging.connection.Frame;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/// A reader that takes nothing until it is told to.
final class WebSocketWireTest {
    private static final int KIB = 1024;

    private final Reader reader = new Reader();
    private final EmbeddedChannel channel = new EmbeddedChannel(reader);
    private final WebSocketWire wire = new WebSocketWire(channel);

    @Test
    void aSlowReaderIsSentAway() {
        for (int i = 0; i < 300; i++) {
            wire.offer(Frame.lasting(new byte[KIB]));
        }
        read();
        assertThat(text()).isEqualTo(257);
        CloseWebSocketFrame close = channel.readOutbound();
        assertThat(close.statusCode()).isEqualTo(4430);
        wire.offer(Frame.lasting(new byte[KIB]));
        read();
        assertThat(text()).isZero();
    }

    @Test
    void whatPassesIsDroppedFirst() {
        for (int i = 0; i < 200; i++) {
            wire.offer(Frame.passing(new byte[KIB]));
        }
        read();
        assertThat(text()).isEqualTo(129);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void whoWaitsForRoomGoesOnWhenThereIsSome() {
        wire.offer(Frame.lasting(new byte[200 * KIB]));
        StepVerifier.create(wire.drained())
                .expectSubscription()
                .then(() -> assertThat(channel.isOpen()).isTrue())
                .then(this::read)
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }

    private void read() {
        reader.reads = true;
        channel.flush();
        channel.runPendingTasks();
    }

    private int text() {
        int frames = 0;
        while (channel.outboundMessages().peek() instanceof TextWebSocketFrame) {
            TextWebSocketFrame frame = channel.readOutbound();
            frame.release();
            frames++;
        }
        return frames;
    }

    private static final class Reader extends ChannelOutboundHandlerAdapter {
        private boolean reads;

        @Override
        public void flush(ChannelHandlerContext context) {
            if (reads) {
                context.flush();
            }
        }
    }
}
