package chat.parley.embedded.mongo.query;

import de.bwaldvogel.mongo.exception.MongoServerError;

/// What one command may hold in memory: 100 MB of documents, as with MongoDB when it may not use the disk.
public final class MemoryLimit {
    private static final long MOST_BYTES = 100L * 1024 * 1024;
    private static final int CODE = 292;

    private long bytes;

    /// @throws MongoServerError beyond the limit
    public void add(int more) {
        bytes += more;
        if (bytes > MOST_BYTES) {
            throw new MongoServerError(
                    CODE,
                    "QueryExceededMemoryLimitNoDiskUseAllowed",
                    "The command would hold more than " + MOST_BYTES
                            + " bytes in memory. Add an index in this order, or a limit.");
        }
    }

    void remove(int less) {
        bytes -= less;
    }
}
