package chat.parley.embedded.mongo.storage;

import org.jspecify.annotations.Nullable;

/// What one reader sees: everything committed when it was made, or a running change with all that it has done so far.
/// For one thread at a time.
public interface View extends AutoCloseable {
    /// The value of this key, or null.
    byte @Nullable [] get(byte[] key);

    /// A cursor over all entries; to be closed before the view.
    Entries entries();

    @Override
    void close();
}
