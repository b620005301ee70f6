package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Door;
import chat.parley.contract.client.Fate;
import chat.parley.contract.client.Http;
import chat.parley.contract.client.Person;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Many people who write to one conversation over HTTP, each at once as fast as one may.
record Crowd(Scene scene, List<Person> people, String chat) {
    /// Writes so many messages and waits until all are stored.
    void write(int messages, String text) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> writers = IntStream.range(0, people.size())
                    .mapToObj(n -> CompletableFuture.runAsync(() -> write(n, share(messages, n), text), threads))
                    .toList();
            writers.forEach(CompletableFuture::join);
        }
    }

    private int share(int messages, int n) {
        return messages / people.size() + (n < messages % people.size() ? 1 : 0);
    }

    private void write(int n, int messages, String text) {
        Http http = scene.http(people.get(n));
        Door[] doors = scene.doorsFrom(n);
        for (int message = 0; message < messages; message++) {
            write(http, doors[0], text);
        }
    }

    /// Whoever is told to wait does so.
    private void write(Http http, Door door, String text) {
        String id = UUID.randomUUID().toString();
        Fate fate = http.send(door, chat, id, text);
        while (fate instanceof Fate.Refused refused && refused.retryAfterMs() > 0) {
            Workload.lasting(java.time.Duration.ofMillis(refused.retryAfterMs()));
            fate = http.send(door, chat, id, text);
        }
        assertThat(fate).isInstanceOf(Fate.Stored.class);
    }
}
