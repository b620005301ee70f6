package chat.parley.messaging.live.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.rsocket.frame.FrameLengthCodec;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/// How RSocket frames are carried.
interface Carrier {
    /// What comes in: one buffer for each frame, which is taken back when the subscriber returns.
    Flux<ByteBuf> frames();

    /// The frame as the channel takes it. Takes the frame over.
    Object wrap(ByteBufAllocator allocator, ByteBuf frame);

    /// What the channel says behind the last frame; null for nothing.
    @Nullable
    Object farewell();

    /// Each frame behind its length in three bytes.
    record Tcp(Flux<ByteBuf> frames) implements Carrier {
        @Override
        public Object wrap(ByteBufAllocator allocator, ByteBuf frame) {
            return FrameLengthCodec.encode(allocator, frame.readableBytes(), frame);
        }

        @Override
        public @Nullable Object farewell() {
            return null;
        }
    }

    /// Each frame in a binary WebSocket frame.
    record WebSocket(Flux<ByteBuf> frames) implements Carrier {
        private static final int NORMAL = 1000;

        @Override
        public Object wrap(ByteBufAllocator allocator, ByteBuf frame) {
            return new BinaryWebSocketFrame(frame);
        }

        @Override
        public Object farewell() {
            return new CloseWebSocketFrame(NORMAL, "");
        }
    }
}
