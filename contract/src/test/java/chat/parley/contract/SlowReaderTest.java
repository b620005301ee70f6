package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.End;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// C5, C9: a reader that stops costs nobody but itself, and it loses nothing but what is best effort.
final class SlowReaderTest {
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(10);
    private static final int WRITERS = 2;
    /// 12 KB each.
    private static final String LONG = "中".repeat(4_000);
    /// Far more than the queue and the kernel's buffers hold.
    private static final int FLOOD = 400;

    private final Cluster cluster = Cluster.shared();

    @ParameterizedTest
    @EnumSource
    void c5_aReaderThatStopsIsClosedAndIsCompleteAfterItCameBack(Transport transport) throws Exception {
        try (Scene scene = new Scene(cluster, "stopped-" + transport)) {
            List<Person> all = Scene.people(WRITERS + 2);
            String chat = scene.group(all);
            Device slow = scene.device(all.getLast(), "slow", transport, scene.doorsFrom(0));
            Device other = scene.device(all.get(WRITERS), "other", transport, scene.doorsFrom(0));
            slow.stopReading();
            long began = System.nanoTime();
            new Crowd(scene, all.subList(0, WRITERS), chat).write(FLOOD, LONG);
            slow.read();
            Awaitility.await().atMost(CLOSED_WITHIN).until(() -> !slow.ends().isEmpty());
            System.out.println(
                    transport + " ended after " + Duration.ofNanos(System.nanoTime() - began) + ": " + slow.ends());
            assertThat(slow.ends()).extracting(End::code).containsAnyOf(End.SLOW_READER, End.CUT);
            scene.judge();
            assertThat(other.ends()).isEmpty();
        }
    }

    @Test
    void c9_typingIsLeftOutFirst() throws Exception {
        try (Scene scene = new Scene(cluster, "typing-shed")) {
            List<Person> two = Scene.people(2);
            String chat = scene.group(two);
            Device writer = scene.device(two.getFirst(), "phone", Transport.WEBSOCKET, scene.doorsFrom(0));
            Device slow = scene.device(two.getLast(), "slow", Transport.RSOCKET, scene.doorsFrom(0));
            Device other = scene.device(two.getLast(), "other", Transport.RSOCKET, scene.doorsFrom(0));
            AtomicInteger shed = count(slow, "typing");
            AtomicInteger passed = count(other, "typing");
            AtomicInteger heard = count(slow, "");
            slow.stopReading();
            Crowd crowd = new Crowd(scene, two.subList(0, 1), chat);
            while (heard.get() < Transport.RSOCKET_WINDOW) {
                crowd.write(1, "short");
                long head = cluster.audit().head(chat);
                Awaitility.await().atMost(Scene.REPAIRED_WITHIN).until(() -> other.shown(chat) == head);
            }
            // More than half of the queue, but not all of it.
            crowd.write(15, LONG);
            writer.typing(chat);
            Awaitility.await().atMost(Scene.REPAIRED_WITHIN).until(() -> passed.get() == 1);
            slow.read();
            scene.judge();
            assertThat(shed).hasValue(0);
            assertThat(slow.ends()).isEmpty();
        }
    }

    /// Of this type from now on, or of any.
    private static AtomicInteger count(Device device, String type) {
        AtomicInteger count = new AtomicInteger();
        device.listen(event -> count(event, type, count));
        return count;
    }

    private static void count(JsonNode event, String type, AtomicInteger count) {
        if (type.isEmpty() || event.path("type").stringValue("").equals(type)) {
            count.incrementAndGet();
        }
    }
}
