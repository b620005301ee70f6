package chat.parley.messaging.log;

import chat.parley.messaging.limit.TokenBucket;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// How much may be appended: what one person sends in a while, over all connections to this node and over HTTP, and
/// what
/// the node has in hand. A conversation's own bound is that of its queue. Whoever is refused is told when to try again,
/// and nothing of it is stored.
@Component
class SendAdmission {
    /// Appends in hand on this node, over all conversations; more are refused as OVERLOADED.
    static final int IN_HAND = 20_000;

    private static final int PEOPLE = 100_000;
    private static final long OVERLOADED_RETRY_MS = 1_000;
    private static final Duration FORGET = Duration.ofMinutes(1);
    private static final String TOO_FAST = "You are sending too fast.";
    private static final String FULL = "This node has too many messages in hand.";

    private final LoadingCache<UserId, TokenBucket> people;
    private final AtomicInteger inHand = new AtomicInteger();
    private final LongSupplier nanos;

    @Autowired
    SendAdmission(@Value("${parley.live.sends-per-second:60}") int perSecond) {
        this(perSecond, System::nanoTime);
    }

    SendAdmission(int perSecond, LongSupplier nanos) {
        this.nanos = nanos;
        people = Caffeine.newBuilder()
                .maximumSize(PEOPLE)
                .expireAfterAccess(FORGET)
                .build(user -> new TokenBucket(perSecond, 2 * perSecond, nanos.getAsLong()));
    }

    /// The work, or a refusal instead of it.
    Mono<AppendOutcome> admit(Append append, Mono<AppendOutcome> work) {
        return Mono.defer(
                () -> tooFast(append).<Mono<AppendOutcome>>map(Mono::just).orElseGet(() -> counted(work)));
    }

    /// Notices are the server's own, and rare.
    private Optional<AppendOutcome> tooFast(Append append) {
        return switch (append) {
            case Append.Text text -> tooFast(people.get(text.sender()));
            case Append.Notice notice -> Optional.empty();
        };
    }

    private Optional<AppendOutcome> tooFast(TokenBucket bucket) {
        return bucket.take(nanos.getAsLong())
                ? Optional.empty()
                : Optional.of(
                        new AppendOutcome.Refused(ErrorCode.RATE_LIMITED, TOO_FAST, Math.max(1, bucket.waitMillis())));
    }

    private Mono<AppendOutcome> counted(Mono<AppendOutcome> work) {
        if (inHand.incrementAndGet() > IN_HAND) {
            inHand.decrementAndGet();
            return Mono.just(new AppendOutcome.Refused(ErrorCode.OVERLOADED, FULL, OVERLOADED_RETRY_MS));
        }
        return work.doFinally(end -> inHand.decrementAndGet());
    }
}
