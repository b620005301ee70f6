package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// C10: presence tells the truth.
final class PresenceShownTest {
    private static final Duration ORDERLY = Duration.ofSeconds(5);

    private final Cluster cluster = Cluster.shared();

    @Test
    void c10_whoComesAndGoesIsShownAndTwoDevicesDoNotFlicker() throws Exception {
        try (Scene scene = new Scene(cluster, "presence")) {
            List<Person> two = Scene.people(2);
            Person bob = two.getLast();
            scene.group(two);
            Watch watch = watch(scene, two.getFirst(), bob);
            Device phone = scene.device(bob, "phone", Transport.WEBSOCKET, scene.doorsFrom(1));
            Awaitility.await().atMost(ORDERLY).until(() -> watch.isOnline(bob));
            Device laptop = scene.device(bob, "laptop", Transport.RSOCKET, scene.doorsFrom(0));
            phone.close();
            Awaitility.await().during(ORDERLY).atMost(ORDERLY.multipliedBy(2)).until(() -> watch.isOnline(bob));
            assertThat(watch.told()).containsExactly(false, true);
            laptop.close();
            Awaitility.await().atMost(ORDERLY).until(() -> !watch.isOnline(bob));
        }
    }

    private static Watch watch(Scene scene, Person watcher, Person watched) {
        Watch watch = new Watch(scene.device(watcher, "eyes", Transport.WEBSOCKET, scene.doorsFrom(0)));
        watch.on(List.of(watched));
        Awaitility.await().atMost(ORDERLY).until(() -> watch.knows(watched));
        return watch;
    }
}
