package chat.parley.embedded.mongo.crash;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Again and again in the same folder. How often: system property `parley.crash.rounds`.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class KilledProcessTest {
    private static final int ROUNDS = Integer.getInteger("parley.crash.rounds", 20);
    private static final int MOST_WRITES = 1_500;

    private final Random random = new Random();
    /// What each writer had after the last round: acknowledged, or in flight and written all the same.
    private final Map<Integer, Integer> present = new TreeMap<>();

    @TempDir
    Path folder;

    @Test
    void losesNothingAcknowledgedAndLeavesNoCommandHalfDone() throws Exception {
        Map<Integer, Integer> acknowledged = new TreeMap<>();
        long found = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            writeAndKill(random.nextInt(MOST_WRITES), acknowledged);
            found = check(acknowledged);
        }
        long all = acknowledged.values().stream().mapToLong(Integer::longValue).sum();
        System.out.printf("kill -9: %d rounds, %d acknowledged, %d found%n", ROUNDS, all, found);
    }

    private void writeAndKill(int writes, Map<Integer, Integer> acknowledged) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyWriters.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int left = writes;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                note(line, acknowledged);
                if (left == 0) {
                    // Unlike the process's own method, this leaves the output open.
                    assertThat(process.toHandle().destroyForcibly()).isTrue();
                }
                left--;
            }
        }
    }

    /// A line that the end cut off is no promise.
    private static void note(String line, Map<Integer, Integer> acknowledged) {
        if (line.matches("\\d \\d+")) {
            String[] parts = line.split(" ", 2);
            acknowledged.merge(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Math::max);
        }
    }

    private long check(Map<Integer, Integer> acknowledged) {
        try (EmbeddedMongo mongo = EmbeddedMongo.inFolder(folder);
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoDatabase database = client.getDatabase("test");
            long found = 0;
            for (int writer = 0; writer < BusyWriters.WRITERS; writer++) {
                found += check(database, writer, acknowledged.getOrDefault(writer, 0));
            }
            assertThat(database.getCollection("entries").countDocuments()).isEqualTo(found);
            assertThat(database.getCollection("entries").estimatedDocumentCount())
                    .isEqualTo(found);
            return found;
        }
    }

    /// By the index and by the records: the same documents, all that were acknowledged, and pairs only.
    private long check(MongoDatabase database, int writer, int acknowledged) {
        Set<Integer> byIndex = new HashSet<>();
        database.getCollection("entries")
                .find(Filters.eq("writer", writer))
                .forEach(entry -> byIndex.add(entry.getInteger("n")));
        Set<Integer> byId = new HashSet<>();
        database.getCollection("entries")
                .find(Filters.and(Filters.gte("_id", writer + "-"), Filters.lt("_id", writer + ".")))
                .forEach(entry -> byId.add(entry.getInteger("n")));
        assertThat(byIndex).isEqualTo(byId);
        int last = byIndex.stream().mapToInt(Integer::intValue).max().orElse(0);
        assertThat(byIndex).hasSize(last);
        assertThat(last % 2).isZero();
        int least = Math.max(acknowledged, present.getOrDefault(writer, 0));
        assertThat(last).isBetween(least, least + 2);
        present.put(writer, last);
        Document count =
                database.getCollection("counts").find(Filters.eq("_id", writer)).first();
        assertThat(count == null ? 0 : count.getInteger("n")).isBetween(acknowledged, last);
        return byIndex.size();
    }
}
