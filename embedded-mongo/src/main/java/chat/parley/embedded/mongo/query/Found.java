package chat.parley.embedded.mongo.query;

import org.jspecify.annotations.Nullable;

/// Documents one after the other. For one thread at a time; to be closed at the end.
public interface Found extends AutoCloseable {
    /// The next one; null when there is none any more.
    @Nullable
    Stored next();

    @Override
    void close();
}
