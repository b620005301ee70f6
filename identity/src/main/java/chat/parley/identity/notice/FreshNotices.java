package chat.parley.identity.notice;

import chat.parley.protocol.mail.NoticeMail;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// From who stores a notice to the courier, so that it need not look for it. What does not fit is found in the store.
@Component
class FreshNotices {
    private static final int WAITING = 256;

    private final BlockingQueue<NoticeMail> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Sinks.Many<Boolean> bell = Sinks.many().multicast().directBestEffort();

    void offer(NoticeMail notice) {
        if (waiting.offer(notice)) {
            bell.tryEmitNext(true);
        }
    }

    /// Rings when there is something new; sometimes for several at once, and rarely not at all.
    Flux<Boolean> bell() {
        return bell.asFlux();
    }

    /// Those that wait, which wait no longer.
    Flux<NoticeMail> take() {
        return Flux.generate(sink -> {
            NoticeMail next = waiting.poll();
            if (next == null) {
                sink.complete();
            } else {
                sink.next(next);
            }
        });
    }
}
