package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// C5, C6: whoever was away goes on where it stopped, on any node.
final class ResumeTest {
    private static final int ENTRIES = 1_000 * Workload.LENGTH;
    private static final int WRITERS = 8;

    private final Cluster cluster = Cluster.shared();

    @ParameterizedTest
    @EnumSource
    void c6_aClientThatWasAwayWhileManyEntriesPassedMissesNone(Transport transport) throws Exception {
        try (Scene scene = new Scene(cluster, "away-" + transport)) {
            List<Person> all = Scene.people(WRITERS + 1);
            String chat = scene.group(all);
            Crowd crowd = new Crowd(scene, all.subList(0, WRITERS), chat);
            Device device = scene.device(all.getLast(), "phone", transport, scene.doorsFrom(0));
            crowd.write(WRITERS, "before");
            Awaitility.await().atMost(Scene.REPAIRED_WITHIN).until(() -> device.shown(chat) == 1 + WRITERS);
            device.leave();
            crowd.write(ENTRIES, "while away");
            device.comeBack();
            crowd.write(WRITERS, "afterwards");
            Duration patience = Duration.ofSeconds(30).multipliedBy(Workload.LENGTH);
            Awaitility.await().atMost(patience).until(() -> device.shown(chat) == 1 + ENTRIES + 2 * WRITERS);
            scene.judge();
            assertThat(device.shown(chat)).isEqualTo(cluster.audit().head(chat));
        }
    }
}
