package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Door;
import chat.parley.contract.client.End;
import chat.parley.contract.client.Fate;
import chat.parley.contract.client.Http;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A node goes away under load, with and without a word.
final class NodeLossTest {
    private static final Duration AFTER_A_CRASH = Duration.ofSeconds(45);

    private final Cluster cluster = Cluster.shared();

    @Test
    void c16_oneNodesCrashIsLocalAndItsClientsAreBackInTenSecondsAndC10WhoIsGoneIsShownOffline() throws Exception {
        try (Scene scene = new Scene(cluster, "killed-node");
                Workload workload = new Workload(scene)) {
            Person loner = Scene.people(1).getFirst();
            scene.group(workload.people().getFirst(), loner);
            Watch watch = watchFromTheLeft(scene, workload.people().getFirst(), loner);
            Device only = scene.device(loner, "only", Transport.WEBSOCKET, Door.of(cluster.right()));
            workload.start();
            Workload.forAWhile();
            assertThat(watch.isOnline(loner)).isTrue();
            only.stayAway();
            scene.fault("kill -9 of a node");
            cluster.right().kill();
            List<Fate> beside = sendBeside(scene, workload.people().getFirst());
            scene.awaitLiveBut(only);
            scene.heal();
            workload.stop();
            assertThat(beside).allMatch(Fate.Stored.class::isInstance);
            assertThat(Percentile.p99(gaps(scene))).isLessThan(Duration.ofSeconds(10));
            cluster.right().restart();
            Awaitility.await().atMost(AFTER_A_CRASH).until(() -> !watch.isOnline(loner));
            only.comeBack();
            scene.judge();
        }
    }

    private Watch watchFromTheLeft(Scene scene, Person watcher, Person watched) {
        Watch watch = new Watch(scene.device(watcher, "eyes", Transport.WEBSOCKET, Door.of(cluster.left())));
        watch.on(List.of(watched));
        return watch;
    }

    @Test
    void c15_aPlannedEndLosesNothingAndItsClientsAreBackInThreeSeconds() throws Exception {
        try (Scene scene = new Scene(cluster, "drained-node");
                Workload workload = new Workload(scene)) {
            workload.start();
            Workload.forAWhile();
            cluster.right().terminate();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !ends(scene).isEmpty());
            cluster.right().awaitEnd();
            scene.awaitAllLive();
            workload.stop();
            assertThat(ends(scene)).allMatch(end -> end.code() == End.DRAINING && end.reconnectAfterMs() >= 0);
            assertThat(Percentile.p99(gaps(scene))).isLessThanOrEqualTo(Duration.ofSeconds(3));
            cluster.right().restart();
            scene.judge();
        }
    }

    private static List<End> ends(Scene scene) {
        return scene.devices().stream()
                .flatMap(device -> device.ends().stream())
                .toList();
    }

    /// What one client of the other node sends meanwhile.
    private List<Fate> sendBeside(Scene scene, Person person) {
        Http http = scene.http(person);
        String chat = scene.chats().keySet().iterator().next();
        List<Fate> fates = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            fates.add(http.send(Door.of(cluster.left()), chat, UUID.randomUUID().toString(), "meanwhile"));
            return fates.size() >= 20
                    && scene.devices().stream().filter(Device::isLive).count()
                            >= scene.devices().size() - 1;
        });
        return fates;
    }

    private static List<Duration> gaps(Scene scene) {
        return scene.devices().stream()
                .flatMap(device -> device.gaps().stream())
                .toList();
    }
}
