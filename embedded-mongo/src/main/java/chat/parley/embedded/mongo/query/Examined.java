package chat.parley.embedded.mongo.query;

/// What it took to answer a query.
public final class Examined {
    private long keys;
    private long documents;

    void key() {
        keys++;
    }

    void document() {
        documents++;
    }

    /// Entries of indexes that were looked at.
    public long keys() {
        return keys;
    }

    /// Documents that were looked at.
    public long documents() {
        return documents;
    }
}
