package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.Documents;
import chat.parley.embedded.mongo.query.Sized;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.BsonConstants;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An answer that is given away in batches. Threads: any, one after the other.
final class OpenCursor {
    private final String namespace;
    private final Documents answer;
    private final UnaryOperator<List<Document>> projection;
    private final Clock clock;
    private volatile Instant lastAsked;
    private @Nullable Sized next;
    private boolean closed;

    /// @param projection makes of documents what is given away
    OpenCursor(String namespace, Documents answer, UnaryOperator<List<Document>> projection, Clock clock) {
        this.namespace = namespace;
        this.answer = answer;
        this.projection = projection;
        this.clock = clock;
        lastAsked = clock.instant();
        next = answer.next();
    }

    String namespace() {
        return namespace;
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
        return projection.apply(batch);
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
