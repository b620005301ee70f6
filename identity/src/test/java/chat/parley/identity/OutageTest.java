package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.error.ErrorCode;
import chat.parley.teststores.PrivateRabbit;
import chat.parley.teststores.PrivateRedis;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class OutageTest {
    @Test
    void saysThatTheBrokerIsAwayAndTakesNothingForIt() throws Exception {
        try (PrivateRabbit rabbit = PrivateRabbit.start();
                PrivateRedis redis = PrivateRedis.start();
                IdentityUnderTest identity = IdentityUnderTest.on(redis.uri(), rabbit.uri())) {
            identity.askForCode("before@example.org").expectStatus().isAccepted();
            rabbit.kill();
            identity.askForCode("during@example.org")
                    .expectStatus()
                    .isEqualTo(ErrorCode.UNAVAILABLE.status())
                    .expectHeader()
                    .exists("Retry-After");
            rabbit.restart();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> identity.askForCode("during@example.org")
                            .expectStatus()
                            .isAccepted());
            try (Mailbox mailbox = new Mailbox(rabbit.uri())) {
                String code = mailbox.code("during@example.org", 1);
                identity.verify("during@example.org", code).expectStatus().isOk();
                assertThat(mailbox.count("before@example.org")).isOne();
            }
        }
    }
}
