package chat.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.standalone.backup.BackupDesk;
import chat.parley.standalone.backup.Backups;
import chat.parley.standalone.data.DataFolder;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--backup` beside a running store and without one, and `--restore`.
final class BackupTest {
    @TempDir
    private Path place;

    @Test
    void aBackupOfARunningStoreIsOneMomentAndCanBePutBack() {
        Path backup = place.resolve("backup");
        running(messages -> {
            messages.insertOne(new Document("_id", 1));
            Backups.make(data(), backup);
            messages.insertOne(new Document("_id", 2));
            assertThatThrownBy(() -> Backups.make(data(), backup))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("already");
        });
        Path restored = place.resolve("restored");
        Backups.restore(backup, restored);
        in(
                restored.resolve("mongo"),
                messages -> assertThat(messages.countDocuments()).isOne());
        assertThatThrownBy(() -> Backups.restore(backup, restored))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("empty folder");
    }

    @Test
    void aBackupIsMadeAlsoWhenNothingRuns() {
        running(messages -> messages.insertOne(new Document("_id", 1)));
        Backups.make(data(), place.resolve("backup"));
        in(
                place.resolve("backup"),
                messages -> assertThat(messages.countDocuments()).isOne());
    }

    @Test
    void twoWhoAskAtOnceGetACopyEach() {
        running(messages -> {
            messages.insertOne(new Document("_id", 1));
            List<Path> copies = List.of(place.resolve("one"), place.resolve("two"), place.resolve("three"));
            CompletableFuture.allOf(copies.stream()
                            .map(copy -> CompletableFuture.runAsync(() -> Backups.make(data(), copy)))
                            .toArray(CompletableFuture[]::new))
                    .join();
            assertThat(copies).allSatisfy(copy -> assertThat(copy.resolve("db")).isNotEmptyDirectory());
        });
    }

    @Test
    void aRunningStoreIsNotOverwritten() {
        running(messages -> assertThatThrownBy(() -> Backups.restore(place.resolve("backup"), data()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("in use"));
    }

    @Test
    void saysThatThereIsNothingToCopy() {
        assertThatThrownBy(() -> Backups.make(place.resolve("nothing"), place.resolve("backup")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no data");
    }

    private Path data() {
        return place.resolve("data");
    }

    private void running(Consumer<MongoCollection<Document>> work) {
        try (DataFolder data = DataFolder.open(data());
                EmbeddedMongo mongo = EmbeddedMongo.inFolder(data.folder("mongo"));
                BackupDesk desk = new BackupDesk(Backups.desk(data), mongo)) {
            assertThat(desk).isNotNull();
            with(mongo, work);
        }
    }

    private static void in(Path folder, Consumer<MongoCollection<Document>> work) {
        try (EmbeddedMongo mongo = EmbeddedMongo.inFolder(folder)) {
            with(mongo, work);
        }
    }

    private static void with(EmbeddedMongo mongo, Consumer<MongoCollection<Document>> work) {
        try (MongoClient client = MongoClients.create(mongo.uri())) {
            work.accept(client.getDatabase("parley").getCollection("messages"));
        }
    }
}
