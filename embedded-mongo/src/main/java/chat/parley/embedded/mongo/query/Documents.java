package chat.parley.embedded.mongo.query;

import org.jspecify.annotations.Nullable;

/// Documents one after the other, made when they are asked for. For one thread at a time; to be closed at the end.
public interface Documents extends AutoCloseable {
    /// The next one; null when there is none any more.
    @Nullable
    Sized next();

    @Override
    void close();
}
