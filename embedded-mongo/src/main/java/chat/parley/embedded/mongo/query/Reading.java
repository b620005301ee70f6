package chat.parley.embedded.mongo.query;

import chat.parley.embedded.mongo.index.RecordKey;
import chat.parley.embedded.mongo.key.KeyRange;
import chat.parley.embedded.mongo.storage.Entries;
import chat.parley.embedded.mongo.storage.View;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads what a plan says and keeps what matches, in the plan's order.
final class Reading implements Found {
    private final View view;
    private final Plan plan;
    private final Predicate<Document> matches;
    private final Function<byte[], Document> decode;
    private final Examined examined;
    private final Entries entries;
    private final Iterator<KeyRange> ranges;
    /// Only for indexes in which a document can be more than once.
    private final Set<RecordKey> seen = new HashSet<>();

    private @Nullable KeyRange range;

    Reading(View view, Plan plan, Predicate<Document> matches, Function<byte[], Document> decode, Examined examined) {
        this.view = view;
        this.plan = plan;
        this.matches = matches;
        this.decode = decode;
        this.examined = examined;
        List<KeyRange> all = plan.ranges();
        ranges = (plan.backwards() ? all.reversed() : all).iterator();
        entries = view.entries();
    }

    @Override
    public @Nullable Stored next() {
        while (advance()) {
            Stored stored = read();
            if (stored != null && matches.test(stored.document())) {
                return stored;
            }
        }
        return null;
    }

    private boolean advance() {
        if (range != null && entries.next(range, plan.backwards())) {
            return true;
        }
        while (ranges.hasNext()) {
            range = ranges.next();
            if (entries.first(range, plan.backwards())) {
                return true;
            }
        }
        range = null;
        return false;
    }

    private @Nullable Stored read() {
        if (plan.candidate().index() == null) {
            return stored(RecordKey.of(entries.key()), entries.value());
        }
        examined.key();
        RecordKey place = plan.candidate().index().place(entries.key(), entries.value());
        if (plan.candidate().multikey() && !seen.add(place)) {
            return null;
        }
        byte[] record = view.get(place.bytes());
        return record == null ? null : stored(place, record);
    }

    private Stored stored(RecordKey place, byte[] record) {
        examined.document();
        return new Stored(place, decode.apply(record), record.length);
    }

    @Override
    public void close() {
        entries.close();
    }
}
