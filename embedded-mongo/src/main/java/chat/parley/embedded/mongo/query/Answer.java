package chat.parley.embedded.mongo.query;

import chat.parley.embedded.mongo.index.RecordKey;
import chat.parley.embedded.mongo.storage.View;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A query while it is answered, from one view. For one thread at a time.
public final class Answer implements Found {
    private final View view;
    private final Plan plan;
    private final boolean sortsItself;
    private final Examined examined = new Examined();
    private final Found found;

    /// @param view closed with the answer
    /// @param decode what makes a document of a record
    /// @param matches whether a document matches a filter
    public Answer(
            View view,
            Plan plan,
            Query query,
            Function<byte[], Document> decode,
            BiPredicate<Document, Document> matches) {
        this.view = view;
        this.plan = plan;
        Found reading = new Reading(view, plan, new Matching(query.filter(), matches), decode, examined);
        sortsItself = query.isOrdered() && !plan.sorted();
        long first = query.limit() == 0 ? 0 : sum(query.skip(), query.limit());
        Found ordered =
                sortsItself ? new Sorting(reading, SortOrder.of(query.sort()).fields(), first) : reading;
        found = new Page(ordered, query.skip(), query.limit());
    }

    /// More than there can be is all.
    private static long sum(long skip, long limit) {
        return skip > Long.MAX_VALUE - limit ? Long.MAX_VALUE : skip + limit;
    }

    @Override
    public @Nullable Stored next() {
        return found.next();
    }

    /// All that are left.
    ///
    /// @throws de.bwaldvogel.mongo.exception.MongoServerError if they are more than a command may hold
    public List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        MemoryLimit limit = new MemoryLimit();
        for (Stored next = next(); next != null; next = next()) {
            limit.add(next.bytes());
            documents.add(next.document());
        }
        return documents;
    }

    /// Where all are that are left.
    public List<RecordKey> places() {
        List<RecordKey> places = new ArrayList<>();
        for (Stored next = next(); next != null; next = next()) {
            places.add(next.place());
        }
        return places;
    }

    /// How it is answered.
    public Plan plan() {
        return plan;
    }

    /// Whether documents had to be put in order.
    public boolean sortsItself() {
        return sortsItself;
    }

    /// What it took so far.
    public Examined examined() {
        return examined;
    }

    @Override
    public void close() {
        found.close();
        view.close();
    }
}
