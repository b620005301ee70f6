package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// C5, C6: whoever was away goes on where it stopped, on any node.
final class ResumeTest {
    private static final int ENTRIES = 1_000 * Workload.LENGTH;
    private static final int WRITERS = 4;

    private final Cluster cluster = Cluster.shared();

    @Test
    void c6_whoWasAwayWhileManyEntriesPassedMissesNoneOnTheOtherNode() throws Exception {
        try (Scene scene = new Scene(cluster, "away")) {
            List<Person> all = Scene.people(WRITERS + 1);
            String chat = scene.group(all);
            Crowd crowd = new Crowd(scene, all.subList(0, WRITERS), chat);
            List<Device> devices = List.of(
                    scene.device(all.getLast(), "phone", Transport.WEBSOCKET, scene.doorsFrom(0)),
                    scene.device(all.getLast(), "laptop", Transport.RSOCKET, scene.doorsFrom(1)));
            crowd.write(WRITERS, "before");
            scene.awaitRest(Scene.REPAIRED_WITHIN);
            devices.forEach(Device::leave);
            crowd.write(ENTRIES, "while away");
            devices.forEach(Device::comeBack);
            crowd.write(WRITERS, "afterwards");
            scene.awaitRest(Duration.ofSeconds(30).multipliedBy(Workload.LENGTH));
            assertThat(devices).allMatch(device -> device.shown(chat) == 1 + ENTRIES + 2 * WRITERS);
            scene.judge();
        }
    }
}
