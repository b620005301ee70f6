package chat.parley.messaging.outbound;

import io.netty.channel.Channel;
import java.util.Queue;
import java.util.function.IntConsumer;

/// How what waits for a channel is written. On the channel's event loop.
interface Writing {
    /// Writes and flushes all of it.
    ///
    /// @param outgoing emptied; what is in it is released when it was written
    /// @param done told of bytes when the operating system has them, or nobody will
    /// @return how many messages it were
    int write(Channel channel, Queue<Object> outgoing, IntConsumer done);
}
