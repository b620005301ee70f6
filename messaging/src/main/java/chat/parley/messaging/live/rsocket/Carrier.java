package chat.parley.messaging.live.rsocket;

import chat.parley.protocol.live.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.rsocket.frame.FrameLengthCodec;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/// How RSocket frames are carried.
interface Carrier {
    /// What comes in: one buffer for each frame, which is taken back when the subscriber returns. What the
    /// carrier says besides goes to `others`, likewise.
    Flux<ByteBuf> frames(Consumer<WebSocketFrame> others);

    /// The frame as the channel takes it. Takes the frame over.
    Object wrap(ByteBufAllocator allocator, ByteBuf frame);

    /// What the channel says behind the last frame; null for nothing.
    @Nullable
    Object farewell(CloseCode code, String reason);

    /// Each frame behind its length in three bytes.
    record Tcp(Flux<ByteBuf> in) implements Carrier {
        @Override
        public Flux<ByteBuf> frames(Consumer<WebSocketFrame> others) {
            return in;
        }

        @Override
        public Object wrap(ByteBufAllocator allocator, ByteBuf frame) {
            return FrameLengthCodec.encode(allocator, frame.readableBytes(), frame);
        }

        @Override
        public @Nullable Object farewell(CloseCode code, String reason) {
            return null;
        }
    }

    /// Each frame in a binary WebSocket frame.
    record WebSocket(Flux<WebSocketFrame> in) implements Carrier {
        @Override
        public Flux<ByteBuf> frames(Consumer<WebSocketFrame> others) {
            return in.handle((frame, sink) -> sort(frame, sink, others));
        }

        private static void sort(WebSocketFrame frame, SynchronousSink<ByteBuf> sink, Consumer<WebSocketFrame> others) {
            if (frame instanceof BinaryWebSocketFrame binary) {
                sink.next(binary.content());
            } else {
                others.accept(frame);
            }
        }

        @Override
        public Object wrap(ByteBufAllocator allocator, ByteBuf frame) {
            return new BinaryWebSocketFrame(frame);
        }

        @Override
        public Object farewell(CloseCode code, String reason) {
            return new CloseWebSocketFrame(code.code(), reason);
        }
    }
}
