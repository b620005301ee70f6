package chat.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What must survive the end of the process, however it ends.
final class RestartTest {
    private static final int WRITERS = 4;
    private static final int ACKS_BEFORE_THE_KILL = 150;

    @TempDir
    private Path data;

    @Test
    void keepsAcknowledgedMessagesOnceAndInOrderWhenKilledInAStreamOfSends() throws InterruptedException {
        Map<UUID, Person.Ack> acknowledged = new ConcurrentHashMap<>();
        Person ada;
        Person bela;
        String chat;
        try (ParleyProcess parley = ParleyProcess.start(data)) {
            ada = Person.signIn(parley, "ada@example.org", "Ada");
            bela = Person.signIn(parley, "bela@example.org", "Béla");
            chat = ada.openDirect(bela);
            sendUntilKilled(parley, List.of(ada, bela), chat, acknowledged);
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKS_BEFORE_THE_KILL);
        try (ParleyProcess parley = ParleyProcess.start(data)) {
            assertComplete(ada.again(parley).history(chat), acknowledged);
            assertThat(bela.again(parley).history(chat))
                    .isEqualTo(ada.again(parley).history(chat));
        }
    }

    private static void sendUntilKilled(
            ParleyProcess parley, List<Person> people, String chat, Map<UUID, Person.Ack> acknowledged)
            throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(ACKS_BEFORE_THE_KILL);
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                Person person = people.get(writer % people.size());
                writers.execute(() -> write(person, chat, acknowledged, enough));
            }
            boolean reached = enough.await(60, TimeUnit.SECONDS);
            parley.kill();
            assertThat(reached).as("acknowledged in time").isTrue();
        }
    }

    /// Writes until the server is gone.
    private static void write(Person person, String chat, Map<UUID, Person.Ack> acknowledged, CountDownLatch enough) {
        try {
            while (true) {
                Person.Ack ack = person.send(chat, UUID.randomUUID(), "still here");
                acknowledged.put(ack.clientMessageId(), ack);
                enough.countDown();
            }
        } catch (RuntimeException | AssertionError gone) {
            // The outcome of this send is unknown; it is not counted as acknowledged.
        }
    }

    private static void assertComplete(List<JsonNode> history, Map<UUID, Person.Ack> acknowledged) {
        assertThat(history.stream().map(entry -> entry.path("seq").longValue()))
                .as("seq without holes")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, history.size()).boxed().toList());
        for (Person.Ack ack : acknowledged.values()) {
            assertThat(history.stream()
                            .filter(entry -> ack.clientMessageId()
                                    .toString()
                                    .equals(entry.path("clientMessageId").asString("")))
                            .map(entry -> entry.path("seq").longValue()))
                    .as("acknowledged, so there, once, at its place")
                    .containsExactly(ack.seq());
        }
    }
}
