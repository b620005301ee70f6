package chat.parley.gateway.splice;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Two connections that have become one. For any thread where nothing else is said.
final class Splice {
    private final Channel caller;
    private final Channel service;
    private final Half up;
    private final Half down;

    Splice(Channel caller, Channel service) {
        this.caller = caller;
        this.service = service;
        this.up = new Half(this, caller);
        this.down = new Half(this, service);
    }

    /// What goes into the caller's pipeline.
    Half up() {
        return up;
    }

    Half other(Half half) {
        return half == up ? down : up;
    }

    /// Both are read from now on. On their event loop.
    ///
    /// @param answer for the caller, before all that messaging says
    /// @param early what the caller said before it had the answer
    void begin(ByteBuf answer, ByteBuf early) {
        var unused = caller.config().setOption(ChannelOption.SO_KEEPALIVE, true);
        unused = caller.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        unused = up.take(answer);
        ServiceHandshake.giveWayTo(down, service.pipeline());
        unused = down.take(early);
        caller.flush();
        service.flush();
        up.resume();
        down.resume();
    }

    /// Ends it when one direction was silent for more looks than this.
    void look(int patience) {
        caller.eventLoop().execute(() -> lookNow(patience));
    }

    /// Ends it within this time, at random, as if messaging had: the caller's last words still arrive.
    void endWithin(long millis) {
        long after = ThreadLocalRandom.current().nextLong(millis + 1);
        var unused = caller.eventLoop().schedule(up::finish, after, TimeUnit.MILLISECONDS);
    }

    /// When the caller's connection is closed.
    ChannelFuture over() {
        return caller.closeFuture();
    }

    private void lookNow(int patience) {
        boolean bothSpoke = Math.max(up.look(), down.look()) <= patience;
        if (!bothSpoke) {
            up.close();
            down.close();
        }
    }
}
