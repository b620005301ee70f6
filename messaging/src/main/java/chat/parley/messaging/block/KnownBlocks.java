package chat.parley.messaging.block;

import chat.parley.protocol.id.UserId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whom people blocked, by the last answer about each. Bounded by people and blocks together, so that neither many of
/// the one nor of the other fill the memory.
final class KnownBlocks {
    private static final Duration USABLE = Duration.ofDays(1);
    private static final long MOST = 300_000;
    private static final long DOUBTS = 100_000;
    /// Longer than any answer is on its way.
    private static final Duration DOUBT = Duration.ofMinutes(1);

    /// @param asked when the question went out, by the clock of lengths of time
    private record Answer(Set<UserId> blocked, long asked, boolean doubtful) {
        int weight() {
            return 1 + blocked.size();
        }
    }

    private final Cache<UserId, Answer> answers = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher((UserId person, Answer answer) -> answer.weight())
            .expireAfterWrite(USABLE)
            .build();
    /// When somebody's blocks were last heard to have changed: an answer from before then may be on its way.
    private final Cache<UserId, Long> doubts =
            Caffeine.newBuilder().maximumSize(DOUBTS).expireAfterWrite(DOUBT).build();

    private final LongSupplier nanos;
    private volatile long allDoubtedAt;

    KnownBlocks(LongSupplier nanos) {
        this.nanos = nanos;
        allDoubtedAt = nanos.getAsLong();
    }

    /// Whom this person blocked, by the last answer; nobody where there is none.
    Set<UserId> of(UserId person) {
        Answer answer = answers.getIfPresent(person);
        return answer == null ? Set.of() : answer.blocked();
    }

    /// Whether there is an answer that nothing has been heard against.
    boolean isCertain(UserId person) {
        return isCertain(answers.getIfPresent(person));
    }

    /// The same, for an answer that is not older than that.
    boolean isFresh(UserId person, Duration age) {
        Answer answer = answers.getIfPresent(person);
        return answer != null && isCertain(answer) && nanos.getAsLong() - answer.asked() < age.toNanos();
    }

    /// An answer came to a question of that time. A later one is not replaced.
    void keep(UserId person, Set<UserId> blocked, long asked) {
        Long doubted = doubts.getIfPresent(person);
        Answer answer = new Answer(blocked, asked, doubted != null && asked - doubted <= 0);
        answers.asMap().merge(person, answer, (old, now) -> old.asked() - now.asked() > 0 ? old : now);
    }

    /// The answer about this person is overtaken; it counts until there is another, but is not certain any more.
    void doubt(UserId person) {
        doubts.put(person, nanos.getAsLong());
        answers.asMap().computeIfPresent(person, (same, old) -> new Answer(old.blocked(), old.asked(), true));
    }

    /// Every answer may be overtaken.
    void doubtAll() {
        allDoubtedAt = nanos.getAsLong();
    }

    private boolean isCertain(@Nullable Answer answer) {
        return answer != null && !answer.doubtful() && answer.asked() - allDoubtedAt >= 0;
    }
}
