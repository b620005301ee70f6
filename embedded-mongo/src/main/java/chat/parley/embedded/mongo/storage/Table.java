package chat.parley.embedded.mongo.storage;

import chat.parley.embedded.mongo.key.KeyRange;
import chat.parley.embedded.mongo.key.KeyWriter;
import java.nio.ByteBuffer;

/// A part of the key space that holds one collection or one index, with what is counted about it.
///
/// Changed by one thread at a time, the one whose change it is; read by all.
public final class Table {
    private static final int NEVER_GIVEN = Integer.MAX_VALUE;

    private final byte[] key;
    private final int id;
    private volatile boolean multikey;
    /// What of that is on the disk.
    private volatile boolean multikeySaved;

    private volatile boolean complete;
    private volatile long entries;
    private volatile long bytes;
    private Counts more = Counts.NONE;

    /// What a change adds.
    record Counts(long entries, long bytes) {
        static final Counts NONE = new Counts(0, 0);
    }

    Table(byte[] key, int id) {
        this.key = key;
        this.id = id;
    }

    /// One that nothing is ever in; not to be written to.
    public static Table empty() {
        return new Table(new byte[0], NEVER_GIVEN);
    }

    static Table read(byte[] key, byte[] record) {
        ByteBuffer in = ByteBuffer.wrap(record);
        Table table = new Table(key, in.getInt());
        table.multikey = in.get() != 0;
        table.multikeySaved = table.multikey;
        table.complete = in.get() != 0;
        table.entries = in.getLong();
        table.bytes = in.getLong();
        return table;
    }

    /// The table that this entry belongs to, without what is counted.
    static Table of(byte[] entry) {
        return new Table(new byte[0], ByteBuffer.wrap(entry).getInt());
    }

    /// From its first key to the last key of all tables.
    KeyRange toTheEnd() {
        return KeyRange.between(
                range().from(), new KeyWriter().table(Integer.MAX_VALUE).toBytes());
    }

    /// Its number, never used again for another table.
    public int id() {
        return id;
    }

    /// All its keys.
    public KeyRange range() {
        return KeyRange.startingWith(new KeyWriter().table(id).toBytes());
    }

    /// How many documents there are, without those of a running change.
    public long entries() {
        return entries;
    }

    /// The same with those of the change of this thread.
    public long entriesInChange() {
        return entries + more.entries();
    }

    /// How many documents there are as of a view.
    public long entriesIn(View view) {
        byte[] record = view.get(key);
        return record == null ? 0 : read(key, record).entries;
    }

    /// How large the documents are together.
    public long bytes() {
        return bytes;
    }

    /// For an index: whether some document has several keys in it.
    public boolean isMultikey() {
        return multikey;
    }

    /// Whether that would be known after the next start, too.
    public boolean isMultikeySaved() {
        return multikeySaved;
    }

    /// For an index: whether every document of the collection is in it.
    public boolean isComplete() {
        return complete;
    }

    /// Counts within a change.
    public void count(Change change, long entriesMore, long bytesMore) {
        change.touch(this);
        more = new Counts(more.entries() + entriesMore, more.bytes() + bytesMore);
    }

    /// At once and for good, even when the change is not written: too often is harmless.
    public void becomeMultikey(Change change) {
        change.touch(this);
        multikey = true;
    }

    /// From the end of the change on.
    public void becomeComplete(Change change) {
        change.touch(this);
        change.onRollback(() -> complete = false);
        complete = true;
    }

    byte[] key() {
        return key;
    }

    byte[] record() {
        return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + 2)
                .putInt(id)
                .put((byte) (multikey ? 1 : 0))
                .put((byte) (complete ? 1 : 0))
                .putLong(entries + more.entries())
                .putLong(bytes + more.bytes())
                .array();
    }

    void settle() {
        multikeySaved = multikey;
        Counts now = new Counts(entries + more.entries(), bytes + more.bytes());
        entries = now.entries();
        bytes = now.bytes();
        forget();
    }

    void forget() {
        more = Counts.NONE;
    }

    Counts counted() {
        return more;
    }

    void recount(Counts counts) {
        more = counts;
    }
}
