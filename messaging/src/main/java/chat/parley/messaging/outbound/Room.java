package chat.parley.messaging.outbound;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// Lets those wait who want to add much to a queue. Safe from any thread.
public final class Room {
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final IntSupplier filled;
    private final BooleanSupplier over;

    /// @param filled bytes in the queue
    /// @param over whether nothing more will be taken out of it
    public Room(IntSupplier filled, BooleanSupplier over) {
        this.filled = filled;
        this.over = over;
    }

    /// Completes when no more than this many bytes are in the queue, and when it is over.
    public Mono<Void> atMost(int bytes) {
        return Mono.create(sink -> await(new Waiting(bytes, sink)));
    }

    /// To be called when something was taken out, and at the end.
    public void changed() {
        if (!waiting.isEmpty()) {
            waiting.removeIf(this::released);
        }
    }

    private void await(Waiting one) {
        waiting.add(one);
        one.sink().onDispose(() -> waiting.remove(one));
        changed();
    }

    private boolean released(Waiting one) {
        if (!over.getAsBoolean() && filled.getAsInt() > one.bytes()) {
            return false;
        }
        one.sink().success();
        return true;
    }

    private record Waiting(int bytes, MonoSink<Void> sink) {}
}
