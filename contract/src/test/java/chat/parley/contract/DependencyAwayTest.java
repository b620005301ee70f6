package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Door;
import chat.parley.contract.client.Fate;
import chat.parley.contract.client.Http;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The rows of Redis and identity in the table "When a dependency is away".
final class DependencyAwayTest {
    private static final int OVERLOADED = 1013;

    private final Cluster cluster = Cluster.shared();

    @Test
    void withoutRedisOpenSocketsWorkAndNobodyNewIsLetIn() throws Exception {
        try (Scene scene = new Scene(cluster, "redis-away")) {
            List<Person> two = Scene.people(2);
            String chat = scene.group(two);
            Device writer = scene.device(two.getFirst(), "phone", Transport.WEBSOCKET, scene.doorsFrom(0));
            Device near = scene.device(two.getLast(), "near", Transport.WEBSOCKET, scene.doorsFrom(0));
            Device far = scene.device(two.getLast(), "far", Transport.RSOCKET, scene.doorsFrom(1));
            Http http = scene.http(two.getFirst());
            String token = two.getFirst().session(cluster).signIn();
            scene.fault("Redis is away");
            cluster.redis().kill();
            try {
                assertThat(stored(writer, chat)).isInstanceOf(Fate.Stored.class);
                Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> near.shown(chat) == 2);
                Awaitility.await().atMost(Scene.REPAIRED_WITHIN).until(() -> far.shown(chat) == 2);
                refusedOverHttp(scene, http, chat);
                refusedLive(scene, two.getFirst(), token);
            } finally {
                cluster.bringRedisBack();
            }
            scene.heal();
            assertThat(List.of(writer, near, far))
                    .allMatch(device -> device.ends().isEmpty());
            scene.devices().removeIf(device -> !device.isLive());
            scene.judge();
        }
    }

    @Test
    void withoutIdentityEverythingGoesOn() throws Exception {
        cluster.stopIdentity();
        try (Scene scene = new Scene(cluster, "identity-away")) {
            List<Person> two = Scene.people(2);
            cluster.bringIdentityBack();
            String chat = scene.group(two);
            cluster.stopIdentity();
            Device writer = scene.device(two.getFirst(), "phone", Transport.WEBSOCKET, scene.doorsFrom(0));
            Device reader = scene.device(two.getLast(), "phone", Transport.RSOCKET, scene.doorsFrom(1));
            assertThat(stored(writer, chat)).isInstanceOf(Fate.Stored.class);
            Awaitility.await().atMost(Scene.REPAIRED_WITHIN).until(() -> reader.shown(chat) == 2);
            scene.judge();
        } finally {
            cluster.stopIdentity();
            cluster.bringIdentityBack();
        }
    }

    /// Whether the session lives cannot be known.
    private static void refusedOverHttp(Scene scene, Http http, String chat) {
        for (Door door : scene.doorsFrom(0)) {
            Fate fate = http.send(door, chat, UUID.randomUUID().toString(), "over HTTP");
            assertThat(fate)
                    .isInstanceOfSatisfying(
                            Fate.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo("UNAVAILABLE"));
        }
    }

    private void refusedLive(Scene scene, Person person, String token) {
        for (Transport transport : Transport.values()) {
            Device late = new Device(person, "late", () -> token, scene.recorder(), transport, scene.doorsFrom(1));
            late.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> late.refusals().stream().anyMatch(end -> end.code() == OVERLOADED));
            late.close();
        }
    }

    private static Fate stored(Device writer, String chat) {
        return writer.send(chat, "while something is away")
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
