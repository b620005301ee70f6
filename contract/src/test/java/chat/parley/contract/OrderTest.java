package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Door;
import chat.parley.contract.client.Fate;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// C3, C4: one message once, in one order.
final class OrderTest {
    private static final int WRITERS = 16;
    private static final int EACH = 20 * Workload.LENGTH;
    private static final int PIPELINED = 40;

    private final Cluster cluster = Cluster.shared();

    @Test
    void c3_aSendIsStoredOnceWhateverTheNodeAndTheTransport() throws Exception {
        try (Scene scene = new Scene(cluster, "idempotent")) {
            Person ada = Scene.people(1).getFirst();
            String chat = scene.group(ada);
            Device phone = scene.device(ada, "phone", Transport.WEBSOCKET, scene.doorsFrom(0));
            Device laptop = scene.device(ada, "laptop", Transport.RSOCKET, scene.doorsFrom(1));
            String id = UUID.randomUUID().toString();
            List<CompletableFuture<Fate>> live = List.of(phone.send(chat, id, "once"), laptop.send(chat, id, "once"));
            List<Fate> fates = new ArrayList<>(fates(live));
            Stream.of(scene.doorsFrom(0))
                    .forEach(door -> fates.add(scene.http(ada).send(door, chat, id, "once")));
            assertThat(stored(fates)).extracting(Fate.Stored::seq).containsOnly(2L);
            assertThat(stored(fates)).extracting(Fate.Stored::id).containsOnly(chat + "-2");
            assertThat(stored(fates)).filteredOn(fate -> !fate.duplicate()).hasSize(1);
            scene.judge();
        }
    }

    @Test
    void c3_theSameIdWithOtherContentIsRefusedOnEveryNode() throws Exception {
        try (Scene scene = new Scene(cluster, "mismatch")) {
            Person ada = Scene.people(1).getFirst();
            String chat = scene.group(ada);
            String id = UUID.randomUUID().toString();
            assertThat(scene.http(ada).send(Door.of(cluster.left()), chat, id, "one"))
                    .isInstanceOf(Fate.Stored.class);
            String other = "{\"chatId\":\"" + chat + "\",\"clientMessageId\":\"" + id + "\",\"text\":\"other\"}";
            for (Door door : scene.doorsFrom(0)) {
                assertThat(scene.http(ada)
                                .call(door, "POST", "/api/v1/message", other)
                                .status())
                        .isEqualTo(409);
            }
            scene.judge();
        }
    }

    @Test
    void c4_sixteenWritersOverTwoNodesHaveOneOrder() throws Exception {
        try (Scene scene = new Scene(cluster, "sixteen-writers")) {
            List<Person> writers = Scene.people(WRITERS);
            String chat = scene.group(writers);
            List<Device> devices = IntStream.range(0, WRITERS)
                    .mapToObj(n -> scene.device(
                            writers.get(n),
                            "phone",
                            n % 4 < 2 ? Transport.WEBSOCKET : Transport.RSOCKET,
                            scene.doorsFrom(n)))
                    .toList();
            List<CompletableFuture<Fate>> sends = IntStream.range(0, EACH)
                    .mapToObj(round -> devices.stream().map(device -> device.send(chat, "round " + round)))
                    .flatMap(round -> round)
                    .toList();
            assertThat(stored(fates(sends))).hasSize(WRITERS * EACH);
            scene.judge();
            assertThat(cluster.audit().head(chat)).isEqualTo(1 + WRITERS * EACH);
        }
    }

    @ParameterizedTest
    @EnumSource
    void c4_sendsPipelinedOnOneConnectionKeepTheirOrder(Transport transport) throws Exception {
        try (Scene scene = new Scene(cluster, "pipelined-" + transport)) {
            List<Person> two = Scene.people(2);
            String chat = scene.group(two);
            Device writer = scene.device(two.getFirst(), "phone", transport, scene.doorsFrom(0));
            Device rival = scene.device(two.getLast(), "phone", transport, scene.doorsFrom(1));
            List<CompletableFuture<Fate>> sends = new ArrayList<>();
            for (int n = 0; n < PIPELINED; n++) {
                sends.add(writer.send(chat, "number " + n));
                rival.send(chat, "between " + n);
            }
            assertThat(stored(fates(sends)))
                    .hasSize(PIPELINED)
                    .extracting(Fate.Stored::seq)
                    .isSorted();
            scene.judge();
        }
    }

    private static List<Fate> fates(List<CompletableFuture<Fate>> sends) {
        return sends.stream()
                .map(send -> send.orTimeout(1, TimeUnit.MINUTES).join())
                .toList();
    }

    private static List<Fate.Stored> stored(List<Fate> fates) {
        return fates.stream()
                .filter(Fate.Stored.class::isInstance)
                .map(Fate.Stored.class::cast)
                .toList();
    }
}
