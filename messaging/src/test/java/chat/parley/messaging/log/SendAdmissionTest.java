package chat.parley.messaging.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class SendAdmissionTest {
    private static final UserId ADA = new UserId("a".repeat(24));
    private static final UserId BOB = new UserId("b".repeat(24));

    private final AtomicLong now = new AtomicLong();
    private final SendAdmission admission = new SendAdmission(10, now::get);

    @Test
    void onePersonIsSlowedDownAndToldWhenToTryAgainAndOthersAreNot() {
        assertThat(Stream.generate(() -> refusal(ADA)).limit(20)).containsOnly(List.of());
        assertThat(refusal(ADA)).containsExactly(ErrorCode.RATE_LIMITED, 100L);
        assertThat(refusal(BOB)).isEmpty();
        now.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(refusal(ADA)).isEmpty();
    }

    @Test
    void aNodeTakesNoMoreThanItCanHold() {
        SendAdmission generous = new SendAdmission(1_000_000, now::get);
        List<Disposable> waiting = IntStream.range(0, SendAdmission.IN_HAND)
                .mapToObj(i -> generous.admit(text(ADA), Mono.never()).subscribe())
                .toList();
        StepVerifier.create(generous.admit(text(BOB), Mono.never()))
                .assertNext(outcome -> assertThat(codeOf(outcome)).containsExactly(ErrorCode.OVERLOADED, 1_000L))
                .verifyComplete();
        waiting.forEach(Disposable::dispose);
        StepVerifier.create(generous.admit(text(BOB), Mono.empty())).verifyComplete();
    }

    private List<Object> refusal(UserId sender) {
        return admission
                .admit(text(sender), Mono.empty())
                .map(SendAdmissionTest::codeOf)
                .blockOptional(Duration.ofSeconds(1))
                .orElse(List.of());
    }

    private static List<Object> codeOf(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.Refused refused && refused.retryAfterMs() != null
                ? List.of(refused.code(), refused.retryAfterMs())
                : List.of(outcome);
    }

    private static Append text(UserId sender) {
        return new Append.Text(sender, UUID.randomUUID(), "text");
    }
}
