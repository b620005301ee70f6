package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AdminBodies.Suspend;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRabbit;
import chat.parley.teststores.PrivateRedis;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpMethod;
import reactor.core.Disposable;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class EventsTest {
    private static final Duration SETTLED = Duration.ofSeconds(11);
    private static final int PERSISTENT = 2;

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void tellsWhatOtherServicesHaveToForget() throws Exception {
        try (Listener listener = new Listener(PrivateRabbit.shared().uri(), "events-test")) {
            Visitor ada = identity.signIn("ada.events@example.org");
            Visitor bob = identity.signIn("bob.events@example.org");
            identity.post("/api/v1/update/user", ada.accessToken(), Map.of("name", "Ada"))
                    .expectStatus()
                    .isOk();
            listener.awaits(new IdentityEvent.Renamed(id(ada)));
            String blocks = "/api/v1/blocks/" + id(bob);
            identity.call(HttpMethod.PUT, blocks, ada.accessToken())
                    .expectStatus()
                    .isNoContent();
            listener.awaits(new IdentityEvent.Blocked(id(ada), id(bob)));
            listener.heard().clear();
            identity.call(HttpMethod.DELETE, blocks, ada.accessToken())
                    .expectStatus()
                    .isNoContent();
            listener.awaits(new IdentityEvent.Blocked(id(ada), id(bob)));
            identity.fromPage("/api/v1/logout", ada.cookie()).expectStatus().isNoContent();
            listener.awaits(new IdentityEvent.SignedOut(id(ada), session(ada)));
            suspend(identity, bob);
            listener.awaits(new IdentityEvent.Suspended(id(bob)));
            assertThat(listener.modes()).containsOnly(PERSISTENT);
            Awaitility.await().until(() -> identity.count("outbox") == 0);
        }
    }

    @Test
    void tellsItOverRedisAtOnce() throws Exception {
        BlockingQueue<String> hints = new LinkedBlockingQueue<>();
        Visitor ada = identity.signIn("hint.events@example.org");
        Disposable listening = identity.redis()
                .listenToChannel(IdentityEvent.HINTS)
                .subscribe(message -> hints.add(message.getMessage()));
        try {
            IdentityEvent renamed = new IdentityEvent.Renamed(id(ada));
            Awaitility.await().until(() -> rename(ada) && renamed.equals(next(hints)));
        } finally {
            listening.dispose();
        }
    }

    @Test
    void needsTheBrokerForNothingAndTellsItLater() throws Exception {
        try (PrivateRabbit rabbit = PrivateRabbit.start();
                PrivateRedis redis = PrivateRedis.start();
                IdentityUnderTest alone = IdentityUnderTest.on(redis.uri(), rabbit.uri())) {
            Visitor ada = alone.signIn("ada.away@example.org");
            Visitor bob = alone.signIn("bob.away@example.org");
            Visitor admin = alone.admin();
            new Listener(rabbit.uri(), "away-test").close();
            rabbit.kill();
            alone.post("/api/v1/update/user", ada.accessToken(), Map.of("name", "Ada"))
                    .expectStatus()
                    .isOk();
            alone.call(HttpMethod.PUT, "/api/v1/blocks/" + id(bob), ada.accessToken())
                    .expectStatus()
                    .isNoContent();
            suspend(alone, bob);
            alone.get("/api/v1/me", bob.accessToken()).expectStatus().isEqualTo(ErrorCode.UNAUTHENTICATED.status());
            Visitor again = Visitor.of(alone.refresh(ada.cookie()));
            alone.fromPage("/api/v1/logout", again.cookie()).expectStatus().isNoContent();
            assertThat(alone.count("outbox")).isEqualTo(3);
            alone.clock().advance(SETTLED);
            rabbit.restart();
            try (Listener listener = new Listener(rabbit.uri(), "away-test")) {
                for (IdentityEvent event : List.of(
                        new IdentityEvent.Renamed(id(ada)),
                        new IdentityEvent.Blocked(id(ada), id(bob)),
                        new IdentityEvent.Suspended(id(bob)))) {
                    listener.awaits(event);
                }
                Awaitility.await().until(() -> alone.count("outbox") == 0);
            }
            assertThat(admin.signedIn().user().id()).isNotNull();
            assertThat(alone.servedByNoIndex()).isEmpty();
        }
    }

    private boolean rename(Visitor visitor) {
        identity.post("/api/v1/update/user", visitor.accessToken(), Map.of("name", "Ada"))
                .expectStatus()
                .isOk();
        return true;
    }

    private static IdentityEvent next(BlockingQueue<String> hints) throws InterruptedException {
        String hint = hints.poll(500, TimeUnit.MILLISECONDS);
        return JsonMapper.shared().readValue(hint == null ? "null" : hint, IdentityEvent.class);
    }

    private static void suspend(IdentityUnderTest at, Visitor person) {
        at.post("/api/v1/admin/users/" + id(person) + "/suspend", at.admin().accessToken(), new Suspend("out"))
                .expectStatus()
                .isNoContent();
    }

    private static SessionId session(Visitor visitor) throws Exception {
        return new SessionId(
                SignedJWT.parse(visitor.accessToken()).getJWTClaimsSet().getStringClaim("sid"));
    }

    private static UserId id(Visitor visitor) {
        return visitor.signedIn().user().id();
    }
}
