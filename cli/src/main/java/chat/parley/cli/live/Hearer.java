package chat.parley.cli.live;

import io.netty.buffer.ByteBuf;

/// Who is told what a server says.
public interface Hearer {
    /// One event, as UTF-8 JSON: in order, on the connection's event loop, so without blocking. The buffer is only
    /// lent.
    void heard(ByteBuf json);

    /// It is over. Once, after everything else, also when the connection never came to be.
    void ended(LiveEnd end);
}
