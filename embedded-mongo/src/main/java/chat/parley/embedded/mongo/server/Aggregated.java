package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.Documents;
import chat.parley.embedded.mongo.query.Sized;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The answer of an aggregation while it is given away: what no stage needs as a whole is computed document by
/// document.
final class Aggregated implements Documents {
    private final AggregateReads reads;
    private final Iterator<Document> results;

    private Aggregated(AggregateReads reads, Iterator<Document> results) {
        this.reads = reads;
        this.results = results;
    }

    /// Begins it. To be closed.
    static Aggregated run(StoredCollection collection, Pipeline pipeline) {
        AggregateReads reads = new AggregateReads();
        boolean begun = false;
        try {
            LeadingStages leading = LeadingStages.of(pipeline.stages());
            Iterator<Document> results = reads.during(() -> pipeline.from(leading.count())
                    .over(reads.read(collection, leading.query()))
                    .iterator());
            begun = true;
            return new Aggregated(reads, results);
        } finally {
            if (!begun) {
                reads.close();
            }
        }
    }

    /// @throws de.bwaldvogel.mongo.exception.MongoServerError if it is too large for a document, or too much is held
    @Override
    public @Nullable Sized next() {
        return reads.during(() -> results.hasNext() ? sized(results.next()) : null);
    }

    private static Sized sized(Document document) {
        return new Result(document, Records.size(document));
    }

    @Override
    public void close() {
        reads.close();
    }

    private record Result(Document document, int bytes) implements Sized {}
}
