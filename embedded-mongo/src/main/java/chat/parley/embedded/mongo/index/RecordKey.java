package chat.parley.embedded.mongo.index;

import chat.parley.embedded.mongo.key.KeyBytes;
import chat.parley.embedded.mongo.key.KeyWriter;
import chat.parley.embedded.mongo.storage.Table;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where a document is: the key of its record. Records lie in the order of their ids.
public record RecordKey(KeyBytes key) {
    /// The place of the document with this id.
    ///
    /// @throws KeyTooLong if the id is too long for a key
    public static RecordKey of(Table table, @Nullable Object id) {
        return of(KeyTooLong.check(
                "_id_", new KeyWriter().table(table.id()).value(id, true).toBytes()));
    }

    /// The first place in a collection without ids.
    public static RecordKey first(Table table) {
        return numbered(table.id(), 0);
    }

    /// The place behind this one, in a collection without ids.
    public RecordKey next() {
        ByteBuffer place = ByteBuffer.wrap(bytes());
        return numbered(place.getInt(), place.getLong() + 1);
    }

    private static RecordKey numbered(int table, long number) {
        return of(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(table)
                .putLong(number)
                .array());
    }

    /// The place with these bytes.
    public static RecordKey of(byte[] bytes) {
        return new RecordKey(new KeyBytes(bytes));
    }

    /// What an index says of it: the place without the number of the table.
    byte[] withinTable() {
        return Arrays.copyOfRange(bytes(), Integer.BYTES, bytes().length);
    }

    /// The place of which an index says this.
    static RecordKey within(Table table, byte[] withinTable) {
        return of(ByteBuffer.allocate(Integer.BYTES + withinTable.length)
                .putInt(table.id())
                .put(withinTable)
                .array());
    }

    /// The bytes of the key.
    public byte[] bytes() {
        return key.bytes();
    }
}
