package chat.parley.embedded.mongo.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.embedded.mongo.key.KeyRange;
import chat.parley.embedded.mongo.key.KeyWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

final class StorageTest {
    @TempDir
    Path folder;

    @Test
    void showsAChangeToItselfAndToNobodyElseBeforeItIsDone() {
        try (Storage storage = Storage.open(folder)) {
            Table table = table(storage);
            try (View before = storage.view()) {
                storage.inChange(() -> {
                    put(storage, table, "a");
                    assertThat(has(storage, table, "a")).isTrue();
                    assertThat(before.get(key(table, "a"))).isNull();
                    return true;
                });
                assertThat(before.get(key(table, "a"))).isNull();
            }
            assertThat(has(storage, table, "a")).isTrue();
        }
    }

    @Test
    void writesNothingOfAChangeThatFails() {
        try (Storage storage = Storage.open(folder)) {
            Table table = table(storage);
            assertThatThrownBy(() -> storage.inChange(() -> {
                        put(storage, table, "a");
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
            assertThat(has(storage, table, "a")).isFalse();
            assertThat(table.entries()).isZero();
        }
    }

    @Test
    void takesAFailedAttemptBackAndKeepsWhatWasBefore() {
        try (Storage storage = Storage.open(folder)) {
            Table table = table(storage);
            storage.inChange(() -> {
                put(storage, table, "a");
                assertThatThrownBy(() -> storage.change().attempt(() -> {
                            put(storage, table, "b");
                            throw new IllegalStateException("on purpose");
                        }))
                        .hasMessage("on purpose");
                return true;
            });
            assertThat(has(storage, table, "a")).isTrue();
            assertThat(has(storage, table, "b")).isFalse();
            assertThat(table.entries()).isEqualTo(1);
        }
    }

    @Test
    void knowsItsTablesAndCountsWhenItIsOpenedAgain() {
        int id;
        try (Storage storage = Storage.open(folder)) {
            Table table = table(storage);
            storage.inChange(() -> {
                put(storage, table, "a");
                return true;
            });
            id = table.id();
        }
        try (Storage storage = Storage.open(folder)) {
            Table table = storage.tables().find("db", "collection").orElseThrow();
            assertThat(table.id()).isEqualTo(id);
            assertThat(table.entries()).isEqualTo(1);
            assertThat(has(storage, table, "a")).isTrue();
        }
    }

    @Test
    void leavesNothingOfADroppedTableAndNeverUsesItsNumberAgain() {
        try (Storage storage = Storage.open(folder)) {
            Table dropped = table(storage);
            storage.inChange(() -> {
                put(storage, dropped, "a");
                return true;
            });
            storage.inChange(() -> {
                storage.tables().drop(storage.change(), "db", "collection");
                return true;
            });
            Table next = table(storage);
            assertThat(next.id()).isGreaterThan(dropped.id());
            assertThat(has(storage, dropped, "a")).isFalse();
        }
    }

    @Test
    void neverUsesTheNumberOfATableAgainOfWhichOnlyAPartWasWritten() {
        int begun;
        try (Storage storage = Storage.open(folder)) {
            AtomicInteger id = new AtomicInteger();
            assertThatThrownBy(() -> storage.inChange(() -> {
                        Table table = storage.tables().findOrCreate(storage.change(), "db", "collection", "index");
                        id.set(table.id());
                        storage.beside(() -> table.becomeMultikey(storage.change()));
                        throw new IllegalStateException("killed");
                    }))
                    .hasMessage("killed");
            begun = id.get();
        }
        try (Storage storage = Storage.open(folder)) {
            assertThat(table(storage).id()).isGreaterThan(begun);
        }
    }

    @Test
    void leavesNothingOfAnIndexThatWasNotComplete() {
        int begun;
        try (Storage storage = Storage.open(folder)) {
            Table complete = index(storage, "complete");
            storage.inChange(() -> {
                complete.becomeComplete(storage.change());
                return true;
            });
            Table index = index(storage, "begun");
            put(storage, index, List.of("a"));
            begun = index.id();
        }
        try (Storage storage = Storage.open(folder)) {
            assertThat(storage.tables().find("db", "collection", "begun")).isEmpty();
            assertThat(storage.tables().find("db", "collection", "complete")).isPresent();
            try (View view = storage.view();
                    Entries entries = view.entries()) {
                assertThat(entries.first(
                                KeyRange.startingWith(
                                        new KeyWriter().table(begun).toBytes()),
                                false))
                        .isFalse();
            }
        }
    }

    @Test
    void closesWhatItCannotRead() throws RocksDBException {
        byte[] key = new KeyWriter().table(0).raw(new byte[] {'d', 0}).toBytes();
        try (Storage storage = Storage.open(folder)) {
            assertThat(storage.tables().databases()).isEmpty();
        }
        try (RocksDB raw = RocksDB.open(folder.resolve("db").toString())) {
            raw.put(key, new byte[] {1});
        }
        assertThatThrownBy(() -> Storage.open(folder).close())
                .isInstanceOf(UnusableFolder.class)
                .hasMessageContaining("Restore a backup");
        try (RocksDB raw = RocksDB.open(folder.resolve("db").toString())) {
            raw.delete(key);
        }
        try (Storage storage = Storage.open(folder)) {
            assertThat(storage.tables().databases()).isEmpty();
        }
    }

    @Test
    void remembersThatAnIndexIsMultikeyAlsoWhenTheFirstChangeThatSaidSoFailed() {
        try (Storage storage = Storage.open(folder)) {
            Table table = table(storage);
            assertThatThrownBy(() -> storage.inChange(() -> {
                        table.becomeMultikey(storage.change());
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
            assertThat(table.isMultikey()).isTrue();
            assertThat(table.isMultikeySaved()).isFalse();
            storage.inChange(() -> {
                table.becomeMultikey(storage.change());
                return true;
            });
            assertThat(table.isMultikeySaved()).isTrue();
        }
        try (Storage storage = Storage.open(folder)) {
            assertThat(table(storage).isMultikey()).isTrue();
        }
    }

    @Test
    void makesARestoreAgainThatWasInterrupted(@TempDir Path other) throws IOException {
        Path backup = other.resolve("backup");
        Path restored = other.resolve("restored");
        try (Storage storage = Storage.open(folder)) {
            put(storage, table(storage), List.of("a"));
            storage.backup(backup);
        }
        Files.createDirectories(restored.resolve("db.part"));
        Files.writeString(restored.resolve("db.part").resolve("000004.log"), "half");
        Files.copy(backup.resolve("FORMAT"), restored.resolve("FORMAT"));
        Storage.restore(backup, restored);
        try (Storage storage = Storage.open(restored)) {
            assertThat(has(storage, table(storage), "a")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20})
    void toleratesALastRecordOfWhichTheEndIsMissing(int bytes) throws IOException {
        writeAndCopyLog();
        Path log = newestLog();
        long length = Files.size(log);
        truncate(log, length - bytes);
        try (Storage storage = Storage.open(folder)) {
            Table table = storage.tables().find("db", "collection").orElseThrow();
            assertThat(has(storage, table, "a")).isTrue();
            assertThat(has(storage, table, "z")).isFalse();
        }
    }

    @Test
    void refusesADamagedLogInsteadOfForgettingTheRest() throws IOException {
        writeAndCopyLog();
        Path log = newestLog();
        byte[] content = Files.readAllBytes(log);
        content[content.length / 2] ^= 0x55;
        Files.write(log, content);
        assertThatThrownBy(() -> Storage.open(folder).close())
                .isInstanceOf(UnusableFolder.class)
                .hasMessageContaining("Restore a backup");
    }

    @Test
    void tellsDamageFromAFolderThatIsInUse() throws IOException {
        try (Storage storage = Storage.open(folder)) {
            put(storage, table(storage), List.of("a", "b", "c"));
        }
        try (Storage storage = Storage.open(folder)) {
            // What was in the log is in a file of tables now.
            assertThat(storage.bytesOnDisk()).isPositive();
        }
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            files.filter(file -> file.toString().endsWith(".sst")).forEach(StorageTest::damage);
        }
        assertThatThrownBy(() -> Storage.open(folder).close())
                .isInstanceOf(UnusableFolder.class)
                .hasMessageContaining("is damaged (")
                .hasMessageContaining("block checksum mismatch")
                .hasMessageContaining("--restore=COPY")
                .hasMessageNotContaining("in use");
    }

    /// Each block in a table has a checksum of its own, the first one lies at the beginning.
    private static void damage(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            content[2] ^= 0x55;
            Files.write(file, content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void doesNotBringBackWhatWasDroppedWhenSomethingFailsAfterwards() {
        try (Storage storage = Storage.open(folder)) {
            put(storage, table(storage), List.of("a"));
            assertThatThrownBy(() -> storage.inChange(() -> {
                        storage.tables().drop(storage.change(), "db", "collection");
                        storage.change().afterCommit(() -> {
                            throw new IllegalStateException("on purpose");
                        });
                        return true;
                    }))
                    .hasMessage("on purpose");
            assertThat(storage.tables().find("db", "collection")).isEmpty();
        }
    }

    @Test
    void refusesAFolderOfAnotherKind() throws IOException {
        Files.writeString(folder.resolve("store.mv"), "something");
        assertThatThrownBy(() -> Storage.open(folder).close())
                .isInstanceOf(UnusableFolder.class)
                .hasMessageContaining("store.mv")
                .hasMessageContaining("Move it away");
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("store.mv"));
    }

    @Test
    void refusesAnotherFormatOfItsOwn() throws IOException {
        Files.writeString(folder.resolve("FORMAT"), "Parley embedded store, format 2\n");
        assertThatThrownBy(() -> Storage.open(folder).close())
                .isInstanceOf(UnusableFolder.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void refusesAFolderThatIsInUse() {
        try (Storage storage = Storage.open(folder)) {
            assertThat(storage.tables().databases()).isEmpty();
            assertThatThrownBy(() -> Storage.open(folder).close())
                    .isInstanceOf(UnusableFolder.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void copiesEverythingWhileItGoesOnAndMakesAStoreOfTheCopy(@TempDir Path other) {
        Path backup = other.resolve("backup");
        Path restored = other.resolve("restored");
        try (Storage storage = Storage.open(folder)) {
            Table table = table(storage);
            put(storage, table, List.of("a", "b"));
            storage.backup(backup);
            put(storage, table, List.of("c"));
            assertThatThrownBy(() -> storage.backup(backup)).isInstanceOf(UnusableFolder.class);
        }
        Storage.restore(backup, restored);
        try (Storage storage = Storage.open(restored)) {
            Table table = storage.tables().find("db", "collection").orElseThrow();
            assertThat(table.entries()).isEqualTo(2);
            assertThat(has(storage, table, "b")).isTrue();
            assertThat(has(storage, table, "c")).isFalse();
        }
        assertThatThrownBy(() -> Storage.restore(backup, restored))
                .isInstanceOf(UnusableFolder.class)
                .hasMessageContaining("already");
        assertThatThrownBy(() -> Storage.restore(other.resolve("nothing"), folder))
                .isInstanceOf(UnusableFolder.class)
                .hasMessageContaining("no backup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "changed", "without a catalog"})
    void putsNoDamagedBackupBack(String damage, @TempDir Path other) throws IOException {
        Path backup = other.resolve("backup");
        Path restored = other.resolve("restored");
        backUp(backup);
        switch (damage) {
            case "missing" -> Files.delete(table(backup));
            case "changed" -> damage(table(backup));
            default -> Files.delete(backup.resolve("db").resolve("CURRENT"));
        }
        assertThatThrownBy(() -> Storage.restore(backup, restored))
                .isInstanceOf(UnusableFolder.class)
                .hasMessageContainingAll(backup.toString(), "is damaged");
        assertThat(restored).isDirectoryNotContaining(file -> Files.isDirectory(file));
    }

    @Test
    void doesNotBeginAnewWhereTheCatalogIsLost(@TempDir Path other) throws IOException {
        backUp(other);
        Path table = table(other);
        Files.delete(other.resolve("db").resolve("CURRENT"));
        for (Path log : files(other, ".log")) {
            Files.delete(log);
        }
        assertThatThrownBy(() -> Storage.open(other).close())
                .isInstanceOf(UnusableFolder.class)
                .hasMessageContaining("is damaged");
        assertThat(table).exists();
    }

    /// With values that make a table of several parts.
    private void backUp(Path backup) {
        try (Storage storage = Storage.open(folder)) {
            Table table = table(storage);
            put(
                    storage,
                    table,
                    IntStream.range(0, 2_000)
                            .mapToObj(n -> n + "-" + UUID.randomUUID())
                            .toList());
            storage.backup(backup);
        }
    }

    private static Path table(Path store) throws IOException {
        return files(store, ".sst").getFirst();
    }

    private static List<Path> files(Path store, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("db"))) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    /// A log of which the last record is "z", as a killed process leaves it: not closed.
    private void writeAndCopyLog() throws IOException {
        Path living = folder.resolve("living");
        Path copy = folder.resolve("db");
        try (Storage storage = Storage.open(living)) {
            Table table = table(storage);
            for (String name : List.of("a", "b", "c", "d", "e", "z")) {
                put(storage, table, List.of(name));
            }
            Files.createDirectories(copy);
            try (Stream<Path> files = Files.list(living.resolve("db"))) {
                for (Path file : files.filter(path -> !path.endsWith("LOCK")).toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            Files.copy(living.resolve("FORMAT"), folder.resolve("FORMAT"));
        }
    }

    private Path newestLog() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void truncate(Path file, long length) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private static Table table(Storage storage) {
        return storage.inChange(() -> storage.tables().findOrCreate(storage.change(), "db", "collection"));
    }

    private static Table index(Storage storage, String name) {
        return storage.inChange(() -> storage.tables().findOrCreate(storage.change(), "db", "collection", name));
    }

    private static void put(Storage storage, Table table, List<String> names) {
        storage.inChange(() -> {
            names.forEach(name -> put(storage, table, name));
            return true;
        });
    }

    private static void put(Storage storage, Table table, String name) {
        storage.change().put(key(table, name), name.getBytes(StandardCharsets.UTF_8));
        table.count(storage.change(), 1, name.length());
    }

    private static boolean has(Storage storage, Table table, String name) {
        try (View view = storage.view()) {
            return view.get(key(table, name)) != null;
        }
    }

    private static byte[] key(Table table, String name) {
        return new KeyWriter().table(table.id()).value(name, true).toBytes();
    }
}
