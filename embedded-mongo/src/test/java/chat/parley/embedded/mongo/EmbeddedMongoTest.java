package chat.parley.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class EmbeddedMongoTest {
    @TempDir
    Path folder;

    @Test
    void keepsEverythingAcknowledgedWhenTheProcessIsKilled() throws Exception {
        int acknowledged = writeAndKill(150);

        inFolder(entries -> {
            List<Integer> ids = ids(entries);
            assertThat(ids)
                    .containsAll(IntStream.rangeClosed(1, acknowledged).boxed().toList());
            assertThat(ids.size()).isBetween(acknowledged, acknowledged + 1);
        });
    }

    @Test
    void keepsDocumentsAndIndexesTogetherWhenTheProcessIsKilled() throws Exception {
        int acknowledged = writeAndKill(100);

        inFolder(entries -> {
            int next = ids(entries).size() + 1;
            entries.insertOne(new Document("_id", next).append("key", "key-" + next));
            assertThatThrownBy(() -> entries.insertOne(new Document("_id", -1).append("key", "key-" + acknowledged)))
                    .isInstanceOf(MongoWriteException.class);
        });
    }

    @Test
    void keepsItsContentOverAnOrderlyClose() {
        inFolder(entries -> entries.insertOne(new Document("_id", 1)));
        inFolder(entries -> assertThat(ids(entries)).containsExactly(1));
    }

    @Test
    void keepsTheFileInProportionToItsContent() throws IOException {
        inFolder(entries -> IntStream.range(0, 3_000).forEach(n -> entries.insertOne(message(n))));

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(20_000_000L);
        }
    }

    @Test
    void forgetsWhatWasTemporary() {
        try (EmbeddedMongo first = EmbeddedMongo.temporary()) {
            with(first, entries -> entries.insertOne(new Document("_id", 1)));
        }
        try (EmbeddedMongo second = EmbeddedMongo.temporary()) {
            with(second, entries -> assertThat(ids(entries)).isEmpty());
        }
    }

    @Test
    void refusesASecondProcessOnTheSameFolder() throws IOException, InterruptedException {
        try (EmbeddedMongo first = EmbeddedMongo.inFolder(folder)) {
            assertThat(first.uri("parley")).startsWith("mongodb://127.0.0.1:").endsWith("/parley");
            Process second = writer().redirectErrorStream(true).start();
            String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(second.waitFor()).isNotZero();
            assertThat(said).contains("UnusableFolder", folder.toString(), "is in use by another process");
        }
    }

    @Test
    void leavesNothingOpenWhenItCannotListen(@TempDir Path other) {
        try (EmbeddedMongo first = EmbeddedMongo.inFolder(other)) {
            int taken = URI.create(first.uri()).getPort();
            assertThatThrownBy(() -> EmbeddedMongo.inFolder(folder, taken).close())
                    .isInstanceOf(BindException.class);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("mongo-"));
        inFolder(entries -> assertThat(ids(entries)).isEmpty());
    }

    /// Runs an [EndlessWriter] until it reported `count` writes, ends it without warning, and says what it had
    /// reported.
    private int writeAndKill(int count) throws IOException {
        Process writer = writer().redirectError(ProcessBuilder.Redirect.INHERIT).start();
        int last = 0;
        try (BufferedReader output = writer.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = line.chars().allMatch(Character::isDigit) ? Integer.parseInt(line) : last;
                if (last == count) {
                    assertThat(writer.toHandle().destroyForcibly()).isTrue();
                }
            }
        }
        assertThat(last).isGreaterThanOrEqualTo(count);
        return last;
    }

    private ProcessBuilder writer() {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EndlessWriter.class.getName(),
                folder.toString());
    }

    private void inFolder(Consumer<MongoCollection<Document>> work) {
        try (EmbeddedMongo mongo = EmbeddedMongo.inFolder(folder)) {
            with(mongo, work);
        }
    }

    private static void with(EmbeddedMongo mongo, Consumer<MongoCollection<Document>> work) {
        try (MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> entries = client.getDatabase("test")
                    .getCollection("entries")
                    .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
            assertThat(entries.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true)))
                    .isNotEmpty();
            work.accept(entries);
        }
    }

    private static Document message(int n) {
        return new Document("_id", n).append("key", "key-" + n).append("text", "t".repeat(300));
    }

    private static List<Integer> ids(MongoCollection<Document> entries) {
        List<Integer> ids = new ArrayList<>();
        entries.find().forEach(entry -> ids.add(entry.getInteger("_id")));
        return ids;
    }
}
