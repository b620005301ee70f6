package chat.parley.identity.event;

import chat.parley.protocol.event.IdentityEvent;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Tells the other services what changed: over Redis at once, if it is there; over AMQP for certain.
///
/// An event is in the outbox before its deed is done. So whatever happens between the two, and however long the broker
/// is
/// away, it is published in the end, at least once, and nobody waits for the broker.
@Service
public class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final Duration HINT_PATIENCE = Duration.ofMillis(500);

    private final OutboxStore outbox;
    private final EventRelay relay;
    private final ReactiveStringRedisTemplate redis;
    private final Clock clock;

    Events(OutboxStore outbox, EventRelay relay, ReactiveStringRedisTemplate redis, Clock clock) {
        this.outbox = outbox;
        this.relay = relay;
        this.redis = redis;
        this.clock = clock;
    }

    /// Does this and tells of it. Where it fails it may have been done all the same, so it is told, too, a little
    /// later.
    public <T> Mono<T> around(IdentityEvent event, Mono<T> deed) {
        return Mono.usingWhen(
                Mono.defer(() -> outbox.add(event, clock.instant())),
                letter -> deed,
                this::tell,
                (letter, failure) -> Mono.empty(),
                letter -> Mono.empty());
    }

    /// Tells what everybody finds out by themselves a little later. Never fails.
    public Mono<Void> mention(IdentityEvent event) {
        return Mono.defer(() -> tell(Letter.unkept(event)));
    }

    private Mono<Void> tell(Letter letter) {
        return hint(letter.event()).then(Mono.fromRunnable(() -> relay.soon(letter)));
    }

    private Mono<Void> hint(IdentityEvent event) {
        return Mono.defer(() -> redis.convertAndSend(IdentityEvent.HINTS, EventJson.text(event)))
                .timeout(HINT_PATIENCE)
                .doOnError(failure -> LOG.debug("No hint of {}: {}", event.routingKey(), failure.toString()))
                .onErrorComplete()
                .then();
    }
}
