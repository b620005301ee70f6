package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.Answer;
import chat.parley.embedded.mongo.query.Stored;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.BsonConstants;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer that is given away in batches. Threads: any, one after the other.
final class OpenCursor {
    private final StoredCollection collection;
    private final Answer answer;
    private final @Nullable Document fields;
    private final Clock clock;
    private volatile Instant lastAsked;
    private @Nullable Stored next;
    private boolean closed;

    OpenCursor(StoredCollection collection, Answer answer, @Nullable Document fields, Clock clock) {
        this.collection = collection;
        this.answer = answer;
        this.fields = fields;
        this.clock = clock;
        lastAsked = clock.instant();
        next = answer.next();
    }

    String namespace() {
        return collection.getFullName();
    }

    Instant lastAsked() {
        return lastAsked;
    }

    /// The next documents: at most so many (0 for any number), and no more than fit a reply.
    synchronized List<Document> take(int most) {
        lastAsked = clock.instant();
        if (closed && next != null) {
            throw new MongoServerError(ErrorCode.CursorNotFound, "the cursor was closed before it was at its end");
        }
        List<Document> batch = new ArrayList<>();
        long bytes = 0;
        while (next != null && !closed && (most == 0 || batch.size() < most)) {
            bytes += next.bytes();
            if (!batch.isEmpty() && bytes > BsonConstants.MAX_BSON_OBJECT_SIZE) {
                break;
            }
            batch.add(next.document());
            next = answer.next();
        }
        return collection.project(batch, fields);
    }

    synchronized boolean isAtEnd() {
        return next == null || closed;
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            answer.close();
        }
    }
}
