package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.mail.NoticeKind;
import chat.parley.teststores.PrivateRabbit;
import chat.parley.teststores.PrivateRedis;
import java.time.Duration;
import java.util.Map;
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

    @Test
    void keepsNoticesUntilTheBrokerIsBackAndLetsPeopleInMeanwhile() throws Exception {
        try (PrivateRabbit rabbit = PrivateRabbit.start();
                PrivateRedis redis = PrivateRedis.start();
                IdentityUnderTest identity = IdentityUnderTest.on(redis.uri(), rabbit.uri())) {
            Visitor ada = identity.signIn("kept@example.org");
            rabbit.kill();
            Map<String, String> password = Map.of("password", "marmalade over nine bridges");
            identity.post("/api/v1/me/password", ada.accessToken(), password)
                    .expectStatus()
                    .isNoContent();
            identity.post(
                            "/api/v1/login/password",
                            "",
                            Map.of("email", "kept@example.org", "password", "marmalade over nine bridges"))
                    .expectStatus()
                    .isOk();
            rabbit.restart();
            identity.clock().advance(Duration.ofSeconds(31));
            try (Mailbox mailbox = new Mailbox(rabbit.uri())) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(40))
                        .until(() -> !mailbox.notices("kept@example.org", NoticeKind.PASSWORD_CHANGED)
                                .isEmpty());
            }
        }
    }
}
