package chat.parley.messaging.live.rsocket;

import chat.parley.messaging.live.ConnectionSession;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.live.EventsRequest;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.RSocketErrorException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/// What one peer may ask for, once its SETUP was accepted.
final class RSocketTalk implements RSocket {
    private final RSocketWire wire;
    private final ConnectionSession session;

    RSocketTalk(RSocketWire wire, ConnectionSession session) {
        this.wire = wire;
        this.session = session;
    }

    @Override
    public Flux<Payload> requestStream(Payload payload) {
        return Flux.defer(() -> events(routed(payload, "events").events(), Mono.empty()))
                .onErrorMap(Endings::of);
    }

    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
        return Flux.from(payloads)
                .switchOnFirst((first, all) -> channel(first, all.skip(1)), false)
                .onErrorMap(Endings::of);
    }

    @Override
    public Mono<Payload> requestResponse(Payload payload) {
        return Mono.defer(() -> answered(routed(payload, "command").text())).onErrorMap(Endings::of);
    }

    @Override
    public Mono<Void> fireAndForget(Payload payload) {
        return Mono.defer(() -> session.command(routed(payload, "signal").text(), new OneAnswer()))
                .onErrorComplete();
    }

    private Mono<Payload> answered(String command) {
        OneAnswer answer = new OneAnswer();
        return session.command(command, answer).then(Mono.defer(answer::payload));
    }

    private Flux<Payload> channel(Signal<? extends Payload> first, Flux<Payload> later) {
        Payload opening = first.get();
        if (opening == null) {
            return Flux.empty();
        }
        Mono<Void> commands = later.map(Request::textOf)
                .flatMap(text -> session.command(text, wire), ConnectionSession.CONCURRENCY)
                .then();
        return events(routed(opening, "live").events(), commands);
    }

    /// Until the peer has enough; what runs beside it ends with it.
    private Flux<Payload> events(EventsRequest request, Mono<Void> beside) {
        EventStream stream = new EventStream();
        if (!wire.begin(stream)) {
            return Flux.error(conflict());
        }
        Mono<Void> working = Mono.when(session.live(request.cursors()), beside);
        return stream.takeUntilOther(working.then(Mono.never())).doFinally(end -> silence(stream));
    }

    private void silence(EventStream stream) {
        session.quiet();
        wire.end(stream);
    }

    private static Request routed(Payload payload, String route) {
        Request request = Request.of(payload);
        if (!request.route().equals(route)) {
            throw Endings.of(ErrorCode.UNKNOWN_TYPE, "This interaction has the route " + route + ".");
        }
        return request;
    }

    private static RSocketErrorException conflict() {
        return Endings.of(ErrorCode.CONFLICT, "This connection has a stream of events already.");
    }
}
