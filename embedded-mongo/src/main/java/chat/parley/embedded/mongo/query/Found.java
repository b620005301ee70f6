package chat.parley.embedded.mongo.query;

import org.jspecify.annotations.Nullable;

/// Documents of a collection.
public interface Found extends Documents {
    @Override
    @Nullable
    Stored next();
}
