package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Fate;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// C1, C7, C10: Redis is a hint, never the truth.
final class RedisLossTest {
    private static final Duration SHOWN_AGAIN = Duration.ofSeconds(45);
    private static final int CUTS = 3;

    private final Cluster cluster = Cluster.shared();

    @Test
    void c1_nothingIsLostWhenRedisIsKilledAndComesBack() throws Exception {
        try (Scene scene = new Scene(cluster, "redis-killed");
                Workload workload = new Workload(scene)) {
            workload.start();
            Workload.forAWhile();
            scene.fault("kill -9 of Redis");
            cluster.redis().kill();
            Workload.forAWhile();
            cluster.bringRedisBack();
            scene.heal();
            scene.awaitAllLive();
            workload.stop();
            scene.judge();
        }
    }

    @Test
    void c1_nothingIsLostWhenRedisComesBackEmptyAndC10EverybodyIsShownAgain() throws Exception {
        try (Scene scene = new Scene(cluster, "redis-emptied");
                Workload workload = new Workload(scene)) {
            Person watcher = Scene.people(1).getFirst();
            String chat = scene.group(watcher, workload.people().getFirst());
            Watch watch = new Watch(scene.device(watcher, "eyes", Transport.WEBSOCKET, scene.doorsFrom(0)));
            watch.on(workload.people().subList(0, 1));
            workload.start();
            Workload.forAWhile();
            scene.fault("Redis empty");
            cluster.sessions().empty();
            cluster.redis().kill();
            cluster.bringRedisBack();
            scene.signEverybodyInAgain();
            scene.heal();
            scene.awaitAllLive();
            Awaitility.await()
                    .atMost(SHOWN_AGAIN)
                    .until(() -> watch.isOnline(workload.people().getFirst()));
            workload.stop();
            assertThat(scene.chats()).containsKey(chat);
            scene.judge();
        }
    }

    @Test
    void c7_everyLostPublishIsRepairedWhenListenersAreCutEveryTwoSeconds() throws Exception {
        try (Scene scene = new Scene(cluster, "listeners-cut");
                Workload workload = new Workload(scene)) {
            workload.start();
            for (int cut = 0; cut < CUTS * Workload.LENGTH; cut++) {
                Workload.lasting(Duration.ofSeconds(2));
                assertThat(cluster.sessions().killListeners()).isPositive();
            }
            workload.stop();
            scene.judge();
        }
    }

    @Test
    void c7_theLastMessageOfAQuietConversationIsFoundThoughNobodyToldOfIt() throws Exception {
        try (Scene scene = new Scene(cluster, "publish-dropped")) {
            List<Person> two = Scene.people(2);
            String chat = scene.group(two);
            Device writer = scene.device(two.getFirst(), "phone", Transport.WEBSOCKET, scene.doorsFrom(0));
            Device reader = scene.device(two.getLast(), "phone", Transport.RSOCKET, scene.doorsFrom(1));
            stored(writer, chat);
            Awaitility.await().atMost(Scene.REPAIRED_WITHIN).until(() -> reader.shown(chat) == 2);
            cluster.sessions().mayPublish(false);
            try {
                stored(writer, chat);
                Awaitility.await().atMost(Scene.REPAIRED_WITHIN).until(() -> reader.shown(chat) == 3);
            } finally {
                cluster.sessions().mayPublish(true);
            }
            scene.judge();
        }
    }

    @Test
    void c7_whoIsAddedWhileNobodyTellsOfItHearsTheConversationAllTheSame() throws Exception {
        try (Scene scene = new Scene(cluster, "addition-dropped")) {
            List<Person> two = Scene.people(2);
            String chat = scene.group(two.getFirst());
            Device writer = scene.device(two.getFirst(), "phone", Transport.WEBSOCKET, scene.doorsFrom(0));
            Device newcomer = scene.device(two.getLast(), "phone", Transport.RSOCKET, scene.doorsFrom(1));
            AtomicBoolean added = new AtomicBoolean();
            newcomer.listen(event -> added.compareAndSet(
                    false, event.path("type").stringValue("").equals("added")));
            cluster.sessions().mayPublish(false);
            try {
                scene.add(chat, two.getLast());
                Awaitility.await().atMost(Scene.REPAIRED_WITHIN).untilTrue(added);
            } finally {
                cluster.sessions().mayPublish(true);
            }
            stored(writer, chat);
            scene.judge();
        }
    }

    private static void stored(Device writer, String chat) {
        Fate fate = writer.send(chat, UUID.randomUUID().toString(), "the last one")
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(fate).isInstanceOf(Fate.Stored.class);
    }
}
