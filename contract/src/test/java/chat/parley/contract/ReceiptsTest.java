package chat.parley.contract;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Door;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// C8: receipts are watermarks.
final class ReceiptsTest {
    private static final Duration AGREED_WITHIN = Duration.ofSeconds(5);
    private static final int ROUNDS = 20 * Workload.LENGTH;

    private final Cluster cluster = Cluster.shared();

    @Test
    void c8_receiptsOnlyGrowAndAllObserversAgreeInFiveSeconds() throws Exception {
        try (Scene scene = new Scene(cluster, "receipts")) {
            List<Person> three = Scene.people(3);
            Person reader = three.getFirst();
            String chat = scene.group(three);
            Device phone = scene.device(reader, "phone", Transport.WEBSOCKET, scene.doorsFrom(0));
            Device laptop = scene.device(reader, "laptop", Transport.RSOCKET, scene.doorsFrom(1));
            List<Device> observers = List.of(
                    scene.device(three.get(1), "phone", Transport.WEBSOCKET, scene.doorsFrom(0)),
                    scene.device(three.get(2), "phone", Transport.RSOCKET, scene.doorsFrom(1)));
            Map<Device, Long> seen = new ConcurrentHashMap<>();
            observers.forEach(device -> device.listen(event -> note(event, reader, device, seen)));
            for (int round = 0; round < ROUNDS; round++) {
                observers.get(round % 2).send(chat, "to be read " + round);
                phone.delivered(chat);
                laptop.read(chat);
                phone.read(chat);
            }
            scene.awaitRest(Scene.REPAIRED_WITHIN);
            phone.read(chat);
            long head = phone.shown(chat);
            Awaitility.await()
                    .atMost(AGREED_WITHIN)
                    .until(() -> observers.stream().allMatch(device -> seen.getOrDefault(device, 0L) == head));
            for (Door door : scene.doorsFrom(0)) {
                Awaitility.await().atMost(AGREED_WITHIN).until(() -> unread(scene, reader, door, chat) == 0);
            }
            scene.judge();
        }
    }

    private static long unread(Scene scene, Person reader, Door door, String chat) {
        return scene.http(reader)
                .call(door, "GET", "/api/v1/chat/" + chat, null)
                .body()
                .path("unread")
                .longValue(-1);
    }

    private static void note(JsonNode event, Person reader, Device device, Map<Device, Long> seen) {
        JsonNode receipt = event.path("receipt");
        if (receipt.path("userId").stringValue("").equals(reader.name())) {
            seen.merge(device, receipt.path("read").longValue(0), Math::max);
        }
    }
}
