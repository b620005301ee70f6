package chat.parley.edge.token;

import chat.parley.edge.problem.ProblemException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/// The keys that identity publishes (JWKS), kept here.
///
/// Read again when they are old, or when a token names an unknown key; in both cases once every ten seconds at most, so
/// that tokens with invented key ids cause no storm. While identity is away the keys read last stay valid.
final class PublishedKeys implements VerificationKeys {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration OLD = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final WebClient http;
    private final URI address;
    private final Clock clock;
    private final AtomicReference<Known> known = new AtomicReference<>(Known.NOTHING);
    private final AtomicReference<@Nullable Mono<Known>> reading = new AtomicReference<>();

    PublishedKeys(WebClient http, URI address, Clock clock) {
        this.http = http;
        this.address = address;
        this.clock = clock;
    }

    @Override
    public Mono<ECKey> byId(String keyId) {
        return Mono.defer(() -> current(keyId))
                .flatMap(keys -> Mono.justOrEmpty(keys.byId().get(keyId)));
    }

    private Mono<Known> current(String keyId) {
        Known keys = known.get();
        Instant now = clock.instant();
        if (!keys.isWorthReadingAgain(keyId, now)) {
            return keys.isEmpty() ? Mono.error(ProblemException.unavailable()) : Mono.just(keys);
        }
        return readOnce();
    }

    /// One request, however many wait for it.
    private Mono<Known> readOnce() {
        Mono<Known> fresh =
                Mono.defer(this::read).doOnTerminate(() -> reading.set(null)).cacheInvalidateIf(keys -> false);
        Mono<Known> winner = reading.updateAndGet(other -> other == null ? fresh : other);
        return winner == null ? fresh : winner;
    }

    private Mono<Known> read() {
        return http.get()
                .uri(address)
                .retrieve()
                .bodyToMono(String.class)
                .timeout(PATIENCE)
                .map(this::parsed)
                .doOnNext(known::set)
                .onErrorResume(this::keepWhatIsKnown);
    }

    private Known parsed(String jwks) {
        try {
            Map<String, ECKey> byId = JWKSet.parse(jwks).getKeys().stream()
                    .filter(key -> key.getKeyID() != null)
                    .filter(key -> key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()))
                    .map(key -> key.toECKey().toPublicJWK())
                    .collect(Collectors.toUnmodifiableMap(ECKey::getKeyID, Function.identity(), (a, b) -> a));
            return new Known(byId, clock.instant(), clock.instant());
        } catch (ParseException e) {
            throw new IllegalStateException("not a key set", e);
        }
    }

    private Mono<Known> keepWhatIsKnown(Throwable error) {
        Known keys = known.updateAndGet(old -> old.triedAt(clock.instant()));
        LOG.warn("The signing keys could not be read from {}: {}", address, error.toString());
        return keys.isEmpty() ? Mono.error(ProblemException.unavailable()) : Mono.just(keys);
    }

    private record Known(Map<String, ECKey> byId, Instant readAt, Instant triedAt) {
        static final Known NOTHING = new Known(Map.of(), Instant.EPOCH, Instant.EPOCH);

        boolean isEmpty() {
            return byId.isEmpty();
        }

        Known triedAt(Instant now) {
            return new Known(byId, readAt, now);
        }

        boolean isWorthReadingAgain(String keyId, Instant now) {
            boolean lacking = !byId.containsKey(keyId) || readAt.plus(OLD).isBefore(now);
            Duration pause = isEmpty() ? FIRST_PAUSE : PAUSE;
            return lacking && triedAt.plus(pause).isBefore(now);
        }
    }
}
