package chat.parley.messaging.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.Queue;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Copies what waits for a channel into one buffer outside the heap, where the operating system takes it from: Netty
/// would copy each frame there by itself, and keep books about each. One flush for everything.
final class Gathered implements Writing {
    private static final int PIECE = 64 * 1024;
    private static final int LEAST = 256;

    @Override
    public int write(Channel channel, Queue<Object> outgoing, IntConsumer done) {
        int messages = 0;
        ByteBuf piece = null;
        for (Object message = outgoing.poll(); message != null; message = outgoing.poll()) {
            messages++;
            if (message instanceof ByteBuf bytes && bytes.readableBytes() < PIECE) {
                piece = append(channel, piece, bytes, done);
            } else {
                send(channel, piece, done);
                piece = null;
                send(channel, message, done);
            }
        }
        send(channel, piece, done);
        channel.flush();
        return messages;
    }

    private static ByteBuf append(Channel channel, @Nullable ByteBuf piece, ByteBuf bytes, IntConsumer done) {
        ByteBuf into = piece;
        if (into != null && into.readableBytes() + bytes.readableBytes() > PIECE) {
            send(channel, into, done);
            into = null;
        }
        if (into == null) {
            into = channel.alloc().directBuffer(Math.max(LEAST, bytes.readableBytes()), PIECE);
        }
        into.writeBytes(bytes);
        bytes.release();
        return into;
    }

    private static void send(Channel channel, @Nullable Object message, IntConsumer done) {
        if (message != null) {
            int length = ChannelQueue.length(message);
            ChannelFuture unused = channel.write(message).addListener(end -> done.accept(length));
        }
    }
}
