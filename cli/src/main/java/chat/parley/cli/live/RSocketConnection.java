package chat.parley.cli.live;

import chat.parley.protocol.live.Cursor;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/// One connection over RSocket. Payloads are read where they are and given back at once.
final class RSocketConnection implements LiveConnection {
    private final Hearer hearer;
    private final Disposable.Swap connecting = Disposables.swap();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable RSocket socket;

    RSocketConnection(Hearer hearer) {
        this.hearer = hearer;
    }

    void start(Mono<RSocket> connect, List<Cursor> cursors) {
        connecting.update(connect.subscribe(connected -> listen(connected, cursors), this::ended));
    }

    private void listen(RSocket connected, List<Cursor> cursors) {
        socket = connected;
        if (over.get()) {
            connected.dispose();
            return;
        }
        // Its error, where there is one, says why it ended; the end of the socket ends it.
        Disposable unused = connected
                .requestStream(RSocketFrames.events(cursors))
                .subscribe(this::heard, this::ended, () -> ended(LiveEnd.cut("the stream of events ended")));
    }

    @Override
    public boolean say(Spoken command) {
        RSocket to = socket;
        if (to == null || over.get()) {
            return false;
        }
        Payload payload = RSocketFrames.spoken(command);
        Disposable unused = switch (command.way()) {
            case COMMAND -> to.requestResponse(payload).subscribe(this::heard, this::refused);
            case SIGNAL -> to.fireAndForget(payload).subscribe(nothing -> {}, this::refused);
        };
        return true;
    }

    private void heard(Payload payload) {
        try {
            if (!over.get()) {
                hearer.heard(payload.sliceData());
            }
        } finally {
            payload.release();
        }
    }

    /// Of one request. When the connection ended, its stream of events says so.
    private void refused(Throwable failure) {
        String message = failure.getMessage();
        if (message != null && !over.get() && RSocketEnds.isRefusal(failure)) {
            hearer.heard(Unpooled.wrappedBuffer(message.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void ended(Throwable failure) {
        ended(RSocketEnds.end(failure));
    }

    private void ended(LiveEnd end) {
        if (over.compareAndSet(false, true)) {
            release();
            hearer.ended(end);
        }
    }

    private void release() {
        RSocket open = socket;
        if (open != null) {
            open.dispose();
        }
    }

    @Override
    public void close() {
        ended(LiveEnd.closed(1000, "closed by us"));
        connecting.dispose();
    }

    /// RSocket has no goodbye of its own: to the server both are the same.
    @Override
    public void cut() {
        ended(LiveEnd.cut("cut by us"));
        connecting.dispose();
    }
}
