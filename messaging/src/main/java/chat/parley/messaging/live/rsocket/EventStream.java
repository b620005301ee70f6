package chat.parley.messaging.live.rsocket;

import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.outbound.Room;
import io.rsocket.Payload;
import io.rsocket.util.DefaultPayload;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/// Events for one reader, as many as it asked for. Frames may be offered from any thread, before there is a reader,
/// too;
/// what waits is counted in bytes and limited by whoever offers.
final class EventStream extends Flux<Payload> implements Subscription {
    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger working = new AtomicInteger();
    private volatile @Nullable CoreSubscriber<? super Payload> reader;
    private volatile @Nullable Throwable failure;
    private volatile boolean over;
    private final Room room = new Room(queued::get, () -> over);

    /// Bytes that the reader has not asked for yet.
    int queued() {
        return queued.get();
    }

    void offer(Frame frame) {
        queued.addAndGet(frame.length());
        frames.add(frame);
        work();
    }

    /// Ends with this error; what waits is dropped.
    void fail(Throwable reason) {
        failure = reason;
        work();
    }

    /// Completes when no more than this many bytes wait, and at the end.
    Mono<Void> drainedTo(int bytes) {
        return room.atMost(bytes);
    }

    @Override
    public void subscribe(CoreSubscriber<? super Payload> actual) {
        actual.onSubscribe(this);
        reader = actual;
        work();
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            requested.getAndUpdate(before -> Operators.addCap(before, n));
            work();
        }
    }

    @Override
    public void cancel() {
        over = true;
        work();
    }

    /// One thread at a time; whoever comes meanwhile leaves the work to it.
    private void work() {
        if (working.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            CoreSubscriber<? super Payload> to = reader;
            if (to != null || over) {
                round(to);
            }
            seen = working.addAndGet(-seen);
        }
    }

    private void round(@Nullable CoreSubscriber<? super Payload> to) {
        Throwable reason = failure;
        if (!over && reason != null && to != null) {
            over = true;
            to.onError(reason);
        } else if (!over && to != null) {
            emit(to);
        }
        if (over) {
            frames.clear();
        }
        room.changed();
    }

    private void emit(CoreSubscriber<? super Payload> to) {
        while (!over && requested.get() > 0) {
            Frame frame = frames.poll();
            if (frame == null) {
                return;
            }
            queued.addAndGet(-frame.length());
            requested.getAndUpdate(before -> before == Long.MAX_VALUE ? before : before - 1);
            to.onNext(DefaultPayload.create(frame.bytes()));
        }
    }
}
