package chat.parley.cli.talk;

import chat.parley.cli.live.Events;
import chat.parley.cli.live.Hearer;
import chat.parley.protocol.live.ServerEvent;
import io.netty.buffer.ByteBuf;

/// A [Hearer] that is told events instead of bytes.
interface EventHearer extends Hearer {
    /// The next event.
    void heard(ServerEvent event);

    @Override
    default void heard(ByteBuf json) {
        Events.read(json).ifPresent(this::heard);
    }
}
