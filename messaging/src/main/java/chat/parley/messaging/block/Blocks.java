package chat.parley.messaging.block;

import chat.parley.messaging.person.IdentityHttp;
import chat.parley.messaging.person.IdentityListener;
import chat.parley.protocol.account.BlockBodies.BlockedBy;
import chat.parley.protocol.account.BlockBodies.BlocksAnswer;
import chat.parley.protocol.account.BlockBodies.BlocksRequest;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The blocks that identity keeps, as far as this node has needed them.
///
/// What is known is asked for again after five minutes, behind the scenes, and at the next need when identity said that
/// it changed. While identity is away the last answer counts, a day at most, and whose blocks were never asked for here
/// is taken to have none: nobody can block anybody then, and messages go on. After a failure nobody waits for another
/// one for five seconds.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE) // others ask again what depends on it
public class Blocks implements Separation, IdentityListener {
    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /// People to ask about soon; whoever does not fit is asked about when needed again.
    private static final int EXPECTED = 50_000;

    private final KnownBlocks known;
    private final IdentityHttp identity;
    private final LongSupplier nanos;
    private final Set<UserId> expected = ConcurrentHashMap.newKeySet();
    private volatile long pausedUntil;

    @Autowired
    Blocks(IdentityHttp identity) {
        this(identity, System::nanoTime);
    }

    Blocks(IdentityHttp identity, LongSupplier nanos) {
        this.identity = identity;
        this.nanos = nanos;
        known = new KnownBlocks(nanos);
        pausedUntil = nanos.getAsLong();
    }

    @Override
    public boolean apart(UserId one, UserId other) {
        return hasBlocked(one, other) || hasBlocked(other, one);
    }

    @Override
    public boolean isKnown(Collection<UserId> people) {
        return people.stream().allMatch(known::isCertain);
    }

    @Override
    public Mono<Void> learn(Collection<UserId> people) {
        return Mono.defer(() -> ask(people.stream()
                .distinct()
                .filter(person -> !known.isCertain(person))
                .toList()));
    }

    @Override
    public void expect(UserId person) {
        if (expected.size() < EXPECTED && !known.isFresh(person, FRESH)) {
            expected.add(person);
        }
    }

    @Override
    public void heard(IdentityEvent event) {
        switch (event) {
            case IdentityEvent.Blocked blocked -> doubt(blocked.userId());
            case IdentityEvent.Erased erased -> doubt(erased.userId());
            case IdentityEvent.Renamed renamed -> {}
            case IdentityEvent.Suspended suspended -> {}
            case IdentityEvent.SignedOut signedOut -> {}
        }
    }

    @Override
    public void interrupted() {
        doubtAll();
    }

    /// This person's blocks changed.
    void doubt(UserId person) {
        known.doubt(person);
        expect(person);
    }

    /// Changes may have been missed.
    void doubtAll() {
        known.doubtAll();
    }

    /// Asks for those who are expected, in batches.
    Mono<Void> askForExpected() {
        return Mono.fromSupplier(() -> List.copyOf(expected)).flatMap(this::askAndForget);
    }

    private Mono<Void> askAndForget(List<UserId> people) {
        expected.removeAll(people);
        return ask(people);
    }

    private boolean hasBlocked(UserId person, UserId other) {
        expect(person);
        return known.of(person).contains(other);
    }

    private Mono<Void> ask(List<UserId> people) {
        if (people.isEmpty() || nanos.getAsLong() - pausedUntil < 0) {
            return Mono.empty();
        }
        return Flux.fromIterable(people)
                .buffer(BlocksRequest.MOST)
                .concatMap(this::askForSome)
                .then()
                .onErrorResume(this::pause);
    }

    private Mono<Void> askForSome(List<UserId> people) {
        long asked = nanos.getAsLong();
        return identity.ask("/internal/v1/blocks", new BlocksRequest(people), BlocksAnswer.class)
                .timeout(PATIENCE)
                .doOnNext(answer -> keep(people, asked, answer))
                .then();
    }

    private void keep(List<UserId> people, long asked, BlocksAnswer answer) {
        Map<UserId, Set<UserId>> byPerson = answer.blocks().stream()
                .collect(Collectors.toMap(BlockedBy::userId, by -> Set.copyOf(by.blocked()), (a, b) -> a));
        people.forEach(person -> known.keep(person, byPerson.getOrDefault(person, Set.of()), asked));
    }

    private Mono<Void> pause(Throwable failure) {
        pausedUntil = nanos.getAsLong() + PAUSE.toNanos();
        LOG.warn("Blocks are as last known: identity does not answer ({})", failure.toString());
        return Mono.empty();
    }
}
