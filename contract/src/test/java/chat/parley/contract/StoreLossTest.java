package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Door;
import chat.parley.contract.client.Fate;
import chat.parley.contract.client.Http;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import chat.parley.contract.cluster.Node;
import chat.parley.faults.proxy.Direction;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// C2, and the row of MongoDB in the table "When a dependency is away": a node is cut from the store.
final class StoreLossTest {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);

    private final Cluster cluster = Cluster.shared();
    private final Node cut = cluster.right();

    @AfterEach
    void mend() {
        cut.mongo().heal();
        cut.awaitReady();
    }

    @Test
    void c2_whatIsAcknowledgedIsStoredWhatIsRefusedIsNotAndWhatIsUnknownIsSentAgain() throws Exception {
        try (Scene scene = new Scene(cluster, "store-cut");
                Workload workload = new Workload(scene)) {
            workload.start();
            Workload.forAWhile();
            scene.fault("answers of the store lost");
            cut.mongo().drop(Direction.TO_CLIENT);
            Workload.lasting(Duration.ofSeconds(1));
            cut.mongo().kill();
            cut.mongo().refuse();
            Workload.forAWhile();
            cut.mongo().heal();
            scene.heal();
            workload.stop();
            scene.judge();
        }
    }

    @Test
    void withoutMongoDbSendsAreRefusedInTwoSecondsOrUnknownAndSocketsStay() throws Exception {
        try (Scene scene = new Scene(cluster, "mongodb-away")) {
            Person ada = Scene.people(1).getFirst();
            String chat = scene.group(ada);
            Door door = Door.of(cut);
            Device phone = scene.device(ada, "phone", Transport.WEBSOCKET, door);
            Http http = scene.http(ada);
            assertThat(http.send(door, chat, id(), "before")).isInstanceOf(Fate.Stored.class);
            scene.fault("the store is away");
            cut.mongo().kill();
            cut.mongo().refuse();
            CompletableFuture<Fate> live = phone.send(chat, "over the socket");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> refusedInTime(http, door, chat));
            Device late = scene.newDevice(ada, "late", Transport.RSOCKET, door);
            List<String> errors = errors(late);
            late.start();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> errors.contains("UNAVAILABLE"));
            assertThat(cut.health()).isEqualTo(503);
            assertThat(phone.ends()).isEmpty();
            assertThat(late.refusals()).isEmpty();
            assertThat(live.isDone() && live.join() instanceof Fate.Stored).isFalse();
            cut.mongo().heal();
            scene.heal();
            Scene.awaitLive(late);
            scene.judge();
        }
    }

    private static boolean refusedInTime(Http http, Door door, String chat) {
        long began = System.nanoTime();
        Fate fate = http.send(door, chat, id(), "meanwhile");
        assertThat(fate).isNotInstanceOf(Fate.Stored.class);
        return fate instanceof Fate.Refused refused
                && refused.code().equals("UNAVAILABLE")
                && System.nanoTime() - began < ANSWERED_WITHIN.toNanos();
    }

    private static List<String> errors(Device device) {
        List<String> codes = new java.util.concurrent.CopyOnWriteArrayList<>();
        device.listen(event -> codes.add(event.path("code").stringValue("")));
        return codes;
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
