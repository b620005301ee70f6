package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Door;
import chat.parley.contract.client.Fate;
import chat.parley.contract.client.Http;
import chat.parley.contract.client.Person;
import chat.parley.contract.cluster.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// C1, C16: a node dies under load.
final class KilledNodeTest {
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void c16_oneNodesCrashIsLocalAndItsClientsAreBackInTenSeconds() throws Exception {
        try (Scene scene = new Scene(cluster, "killed-node");
                Workload workload = new Workload(scene)) {
            workload.start();
            Workload.forAWhile();
            scene.fault("kill -9 of a node");
            cluster.right().kill();
            List<Fate> beside = sendBeside(scene, workload.people().getFirst());
            scene.awaitAllLive();
            scene.heal();
            workload.stop();
            assertThat(beside).allMatch(Fate.Stored.class::isInstance);
            assertThat(Percentile.p99(gaps(scene))).isLessThan(Duration.ofSeconds(10));
            cluster.right().restart();
            scene.judge();
        }
    }

    /// What one client of the other node sends meanwhile.
    private static List<Fate> sendBeside(Scene scene, Person person) {
        Http http = scene.http(person);
        String chat = scene.chats().keySet().iterator().next();
        List<Fate> fates = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            fates.add(http.send(Door.of(cluster.left()), chat, UUID.randomUUID().toString(), "meanwhile"));
            return fates.size() >= 20 && scene.devices().stream().allMatch(Device::isLive);
        });
        return fates;
    }

    private static List<Duration> gaps(Scene scene) {
        return scene.devices().stream()
                .flatMap(device -> device.gaps().stream())
                .toList();
    }
}
