package chat.parley.embedded.mongo.query;

import org.jspecify.annotations.Nullable;

/// A part of what was found.
final class Page implements Found {
    private final Found all;
    private long skip;
    private long left;

    /// @param skip how many of the first are left out
    /// @param limit how many there are at most; 0 for all
    Page(Found all, long skip, long limit) {
        this.all = all;
        this.skip = skip;
        left = limit == 0 ? Long.MAX_VALUE : limit;
    }

    @Override
    public @Nullable Stored next() {
        while (skip > 0) {
            skip--;
            if (all.next() == null) {
                return null;
            }
        }
        if (left == 0) {
            return null;
        }
        left--;
        return all.next();
    }

    @Override
    public void close() {
        all.close();
    }
}
