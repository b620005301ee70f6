package chat.parley.gateway.route;

import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/// Goes on reading when nobody wants it any more, and drops what comes.
///
/// Reactor Netty closes a socket without a code when its inbound is cancelled, which happens as soon as the other
/// side of the proxy is gone: before the reason of that could be passed on.
final class Uncancelled<T> implements CoreSubscriber<T>, Subscription {
    private final CoreSubscriber<? super T> reader;
    private final AtomicBoolean left = new AtomicBoolean();
    private Subscription source = Operators.emptySubscription();

    private Uncancelled(CoreSubscriber<? super T> reader) {
        this.reader = reader;
    }

    static <T> Flux<T> of(Flux<T> flux) {
        return flux.transform(Operators.<T, T>lift((source, reader) -> new Uncancelled<>(reader)));
    }

    @Override
    public Context currentContext() {
        return reader.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        reader.onSubscribe(this);
    }

    @Override
    public void onNext(T item) {
        if (!left.get()) {
            reader.onNext(item);
        }
    }

    @Override
    public void onError(Throwable error) {
        if (!left.get()) {
            reader.onError(error);
        }
    }

    @Override
    public void onComplete() {
        if (!left.get()) {
            reader.onComplete();
        }
    }

    @Override
    public void request(long n) {
        source.request(n);
    }

    /// From here on everything is read and dropped, so that the end of the socket is still noticed.
    @Override
    public void cancel() {
        if (left.compareAndSet(false, true)) {
            source.request(Long.MAX_VALUE);
        }
    }
}
