package chat.parley.messaging.outbound;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.Queue;
import java.util.function.IntConsumer;

/// A flush, and so a system call, for every message: what [Gathered] is compared with.
final class OneByOne implements Writing {
    @Override
    public int write(Channel channel, Queue<Object> outgoing, IntConsumer done) {
        int messages = 0;
        for (Object message = outgoing.poll(); message != null; message = outgoing.poll()) {
            int length = ChannelQueue.length(message);
            ChannelFuture unused = channel.writeAndFlush(message).addListener(end -> done.accept(length));
            messages++;
        }
        return messages;
    }
}
