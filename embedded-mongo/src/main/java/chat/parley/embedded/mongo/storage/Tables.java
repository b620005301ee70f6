package chat.parley.embedded.mongo.storage;

import chat.parley.embedded.mongo.key.KeyRange;
import chat.parley.embedded.mongo.key.KeyWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Which tables there are, by name: `[database, collection]` or `[database, collection, index]`. Kept in table 0.
public final class Tables {
    private static final int CATALOG = 0;
    /// Of how many parts the name of an index is.
    private static final int INDEX_NAME = 3;

    private static final KeyRange ALL = new Table(new byte[0], CATALOG).range();
    private static final byte[] LAST_ID = new KeyWriter().table(CATALOG).toBytes();

    private final Map<List<String>, Table> byName = new ConcurrentHashMap<>();
    private final Consumer<Table> purge;
    private int lastId;

    /// @param purge takes the entries of a table away for which there is no name any more
    Tables(View view, Consumer<Table> purge) {
        this.purge = purge;
        try (Entries entries = view.entries()) {
            for (boolean more = entries.first(ALL, false); more; more = entries.next(ALL, false)) {
                load(entries.key(), entries.value());
            }
        }
    }

    private void load(byte[] key, byte[] value) {
        if (Arrays.equals(key, LAST_ID)) {
            lastId = Math.max(lastId, ByteBuffer.wrap(value).getInt());
        } else {
            Table table = Table.read(key, value);
            byName.put(name(key), table);
            lastId = Math.max(lastId, table.id());
        }
    }

    /// The table of this name, if there is one.
    public Optional<Table> find(String... name) {
        return Optional.ofNullable(byName.get(List.of(name)));
    }

    /// The table of this name; makes one if there is none.
    public Table findOrCreate(Change change, String... name) {
        return find(name).orElseGet(() -> create(change, List.of(name)));
    }

    /// Takes the table of this name away, with its entries.
    public void drop(Change change, String... name) {
        find(name).ifPresent(table -> {
            byName.remove(List.of(name));
            change.delete(table.key());
            change.onRollback(() -> byName.put(List.of(name), table));
            change.afterCommit(() -> purge.accept(table));
        });
    }

    /// Takes away the indexes whose documents are not all in them.
    void dropIncomplete(Change change) {
        byName.forEach((name, table) -> {
            if (name.size() == INDEX_NAME && !table.isComplete()) {
                drop(change, name.toArray(String[]::new));
            }
        });
    }

    /// The names of all databases.
    public Set<String> databases() {
        return byName.keySet().stream().map(List::getFirst).collect(Collectors.toSet());
    }

    Set<Integer> ids() {
        return byName.values().stream().map(Table::id).collect(Collectors.toSet());
    }

    private synchronized Table create(Change change, List<String> name) {
        lastId++;
        Table table = new Table(key(name), lastId);
        change.put(LAST_ID, ByteBuffer.allocate(Integer.BYTES).putInt(lastId).array());
        change.put(table.key(), table.record());
        byName.put(name, table);
        change.onRollback(() -> {
            byName.remove(name);
            purge.accept(table);
        });
        return table;
    }

    private static byte[] key(List<String> name) {
        if (name.stream().anyMatch(part -> part.contains("\0"))) {
            throw new IllegalArgumentException("A zero in a name would end it");
        }
        KeyWriter key = new KeyWriter().table(CATALOG);
        name.forEach(part ->
                key.raw(part.getBytes(java.nio.charset.StandardCharsets.UTF_8)).raw(new byte[1]));
        return key.toBytes();
    }

    private static List<String> name(byte[] key) {
        String parts =
                new String(key, Integer.BYTES, key.length - Integer.BYTES - 1, java.nio.charset.StandardCharsets.UTF_8);
        return List.of(parts.split("\0", -1));
    }
}
