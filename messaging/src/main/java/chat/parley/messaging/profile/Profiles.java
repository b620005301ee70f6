package chat.parley.messaging.profile;

import chat.parley.messaging.person.IdentityHttp;
import chat.parley.messaging.person.IdentityListener;
import chat.parley.protocol.account.AccountBodies;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.UserId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What others see of people. Accounts belong to identity; this keeps at most 100,000 answers.
///
/// An answer is fresh for a minute. While identity is away, an older one (a day at most) is better than none, and a
/// person without one is shown without a name: conversations stay readable.
@Component
public class Profiles implements IdentityListener {
    private static final Logger LOG = LoggerFactory.getLogger(Profiles.class);
    private static final int MAX_CACHED = 100_000;
    private static final int PER_REQUEST = 200;
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration USABLE = Duration.ofDays(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private record Known(UserSummary summary, Instant asked) {}

    private final IdentityHttp identity;
    private final Clock clock;
    private final Cache<UserId, Known> cache = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .expireAfterWrite(USABLE)
            .build();

    Profiles(IdentityHttp identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /// Summaries of these people, each with an entry: unknown ones and, while identity is away, those never asked for
    /// have an empty name.
    public Mono<Map<UserId, UserSummary>> of(Collection<UserId> users) {
        return refresh(users)
                .onErrorResume(error -> {
                    LOG.warn("Names are shown as last known: identity does not answer ({})", error.toString());
                    return Mono.empty();
                })
                .then(Mono.fromSupplier(() -> known(users)));
    }

    /// Those of these people who have an account. Errors when identity does not answer.
    public Mono<List<UserId>> existing(Collection<UserId> users) {
        return refresh(users)
                .then(Mono.fromSupplier(() -> users.stream()
                        .distinct()
                        .filter(user -> cache.getIfPresent(user) != null)
                        .toList()));
    }

    /// What was known stays, for when identity is away, but is asked for again.
    @Override
    public void heard(IdentityEvent event) {
        switch (event) {
            case IdentityEvent.Renamed renamed -> doubt(renamed.userId());
            case IdentityEvent.Erased erased -> cache.invalidate(erased.userId());
            case IdentityEvent.Blocked blocked -> {}
            case IdentityEvent.Suspended suspended -> {}
            case IdentityEvent.SignedOut signedOut -> {}
        }
    }

    private void doubt(UserId user) {
        cache.asMap().computeIfPresent(user, (same, known) -> new Known(known.summary(), Instant.EPOCH));
    }

    private Map<UserId, UserSummary> known(Collection<UserId> users) {
        Map<UserId, UserSummary> summaries = new HashMap<>();
        for (UserId user : users) {
            Known known = cache.getIfPresent(user);
            summaries.put(user, known == null ? new UserSummary(user, "") : known.summary());
        }
        return summaries;
    }

    private Mono<Void> refresh(Collection<UserId> users) {
        Instant oldest = clock.instant().minus(FRESH);
        List<UserId> stale =
                users.stream().distinct().filter(user -> isOlder(user, oldest)).toList();
        return Flux.fromIterable(stale).buffer(PER_REQUEST).concatMap(this::ask).then();
    }

    private boolean isOlder(UserId user, Instant oldest) {
        Known known = cache.getIfPresent(user);
        return known == null || known.asked().isBefore(oldest);
    }

    private Mono<Void> ask(List<UserId> users) {
        return identity.ask(
                        "/internal/v1/profiles", new AccountBodies.ProfilesRequest(users), AccountBodies.Profiles.class)
                .timeout(TIMEOUT)
                .doOnNext(this::keep)
                .then();
    }

    private void keep(AccountBodies.Profiles profiles) {
        Instant now = clock.instant();
        profiles.users().forEach(user -> cache.put(user.id(), new Known(user, now)));
    }
}
