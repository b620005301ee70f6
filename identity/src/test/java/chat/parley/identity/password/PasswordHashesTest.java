package chat.parley.identity.password;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class PasswordHashesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PLACES = 3;

    private final PasswordHashes hashes =
            new PasswordHashes(new PasswordProperties(8, 1, PLACES - 1, 60, Duration.ofMinutes(10)));

    @AfterEach
    void endTheThreads() {
        hashes.destroy();
    }

    @Test
    void recognisesAPasswordByItsHash() {
        StepVerifier.create(hashes.hash("marmalade").flatMap(hash -> hashes.matches("marmalade", hash)))
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(hashes.matches("marmalade", hashes.nobodys()))
                .expectNext(false)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void saysThatItIsOverloadedInsteadOfLettingMoreWait() {
        List<ErrorCode> outcomes = Flux.range(0, PLACES + 5)
                .flatMap(number -> outcome(), PLACES + 5)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
        assertThat(outcomes).hasSize(5).containsOnly(ErrorCode.OVERLOADED);
        StepVerifier.create(hashes.hash("later"))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
    }

    private Mono<ErrorCode> outcome() {
        return hashes.hash("marmalade")
                .then(Mono.<ErrorCode>empty())
                .onErrorResume(ProblemException.class, refused -> Mono.just(refused.code()));
    }
}
