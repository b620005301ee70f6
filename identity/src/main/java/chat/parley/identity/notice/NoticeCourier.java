package chat.parley.identity.notice;

import chat.parley.identity.code.MailQueue;
import chat.parley.protocol.mail.NoticeMail;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Carries notices from the store to the broker: new ones at once, and in rounds whatever was left lying, also by other
/// nodes that are gone. Each leaves the store once the broker confirmed it, or when it is of no use any more; a crash
/// in
/// between hands it over twice, with the same request id.
@Component
class NoticeCourier implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeCourier.class);
    private static final Duration ROUND = Duration.ofSeconds(5);
    /// What is younger is in somebody's hands.
    private static final Duration LEFT_LYING = Duration.ofSeconds(30);

    private final NoticeStore store;
    private final FreshNotices fresh;
    private final MailQueue queue;
    private final Clock clock;
    private Disposable work = Disposables.disposed();

    NoticeCourier(NoticeStore store, FreshNotices fresh, MailQueue queue, Clock clock) {
        this.store = store;
        this.fresh = fresh;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public void start() {
        Flux<NoticeMail> rounds = Flux.interval(ROUND)
                .onBackpressureDrop()
                .concatMap(round -> Flux.concat(fresh.take(), leftLying()).onErrorResume(this::later), 1);
        Flux<NoticeMail> rings = fresh.bell().onBackpressureLatest().concatMap(ring -> fresh.take(), 1);
        work = Flux.merge(rings, rounds).concatMap(this::deliver).subscribe();
    }

    private Flux<NoticeMail> leftLying() {
        return Flux.defer(() -> store.before(clock.instant().minus(LEFT_LYING)));
    }

    private Mono<Void> deliver(NoticeMail notice) {
        Mono<Void> handOver = clock.instant().isBefore(notice.expiresAt()) ? queue.publish(notice) : expired(notice);
        return handOver.then(Mono.defer(() -> store.remove(notice)))
                .onErrorResume(error -> later(error).then());
    }

    private static Mono<Void> expired(NoticeMail notice) {
        LOG.warn("Not sent, since nobody needs it any more: {}", notice);
        return Mono.empty();
    }

    /// It stays in the store, and the next round finds it there.
    private <T> Mono<T> later(Throwable error) {
        LOG.debug("A notice waits for the next round", error);
        return Mono.empty();
    }

    @Override
    public void stop() {
        work.dispose();
    }

    @Override
    public boolean isRunning() {
        return !work.isDisposed();
    }
}
