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
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// C17: overload is said.
final class OverloadTest {
    /// What one person may send in a second.
    private static final int LIMIT = 60;
    private static final int SECONDS = 2 * Workload.LENGTH;
    /// Long enough that a machine too slow for the rate is still over the limit.
    private static final int SECONDS_OVER = 3 * SECONDS;
    private static final Duration NORMAL_AGAIN = Duration.ofSeconds(10);
    private static final int AT_ONCE = 200;

    private final Cluster cluster = Cluster.shared();

    @Test
    void c17_threeTimesTheLimitIsRefusedWithAHintAndTheGoodputStays() throws Exception {
        try (Scene scene = new Scene(cluster, "overload")) {
            List<Person> two = Scene.people(2);
            String chat = scene.group(two);
            Http http = scene.http(two.getFirst());
            Http other = scene.http(two.getLast());
            List<Fate> rated = offered(scene, http, chat, LIMIT, SECONDS);
            CompletableFuture<List<Fate>> beside =
                    CompletableFuture.supplyAsync(() -> offered(scene, other, chat, LIMIT / 4, SECONDS));
            List<Fate> over = offered(scene, http, chat, 3 * LIMIT, SECONDS_OVER);
            assertThat(stored(over)).isGreaterThanOrEqualTo(stored(rated) * 8 / 10);
            assertThat(refused(over)).isNotEmpty().allMatch(refused -> refused.retryAfterMs() > 0);
            assertThat(beside.join()).allMatch(Fate.Stored.class::isInstance);
            Awaitility.await().atMost(NORMAL_AGAIN).until(() -> isNormal(scene, http, chat));
            scene.judge();
        }
    }

    @ParameterizedTest
    @EnumSource
    void c17_whatIsTooMuchForOneConnectionIsRefusedWithAHintAndNeverStored(Transport transport) throws Exception {
        try (Scene scene = new Scene(cluster, "burst-" + transport)) {
            Person ada = Scene.people(1).getFirst();
            String chat = scene.group(ada);
            Device phone = scene.device(ada, "phone", transport, scene.doorsFrom(0));
            List<CompletableFuture<Fate>> sends = new ArrayList<>();
            for (int n = 0; n < AT_ONCE / 2; n++) {
                sends.add(phone.send(chat, "burst " + n));
            }
            List<Fate> fates = sends.stream()
                    .map(send -> send.orTimeout(30, TimeUnit.SECONDS).join())
                    .toList();
            assertThat(refused(fates)).isNotEmpty().allMatch(refused -> refused.retryAfterMs() > 0);
            assertThat(stored(fates)).isPositive();
            Awaitility.await()
                    .atMost(NORMAL_AGAIN)
                    .until(() -> phone.send(chat, "again")
                                    .orTimeout(10, TimeUnit.SECONDS)
                                    .join()
                            instanceof Fate.Stored);
            scene.judge();
            assertThat(cluster.audit().head(chat)).isGreaterThan(1 + stored(fates));
        }
    }

    private static boolean isNormal(Scene scene, Http http, String chat) {
        return offered(scene, http, chat, LIMIT / 2, SECONDS).stream().allMatch(Fate.Stored.class::isInstance);
    }

    /// At this rate for some seconds, whatever comes back, on one node.
    private static List<Fate> offered(Scene scene, Http http, String chat, int perSecond, int seconds) {
        Door door = scene.doorsFrom(0)[0];
        Queue<Fate> fates = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long next = System.nanoTime();
            for (int n = 0; n < seconds * perSecond; n++) {
                threads.execute(() -> fates.add(http.send(door, chat, id(), "offered")));
                next += TimeUnit.SECONDS.toNanos(1) / perSecond;
                Workload.lasting(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            }
        }
        return List.copyOf(fates);
    }

    private static long stored(List<Fate> fates) {
        return fates.stream().filter(Fate.Stored.class::isInstance).count();
    }

    private static List<Fate.Refused> refused(List<Fate> fates) {
        return fates.stream()
                .filter(Fate.Refused.class::isInstance)
                .map(Fate.Refused.class::cast)
                .toList();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
