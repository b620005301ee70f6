package chat.parley.identity.notice;

import chat.parley.protocol.mail.NoticeKind;
import chat.parley.protocol.mail.NoticeMail;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Notices that the broker does not have yet: collection `notices`. Their ids begin with the time, so that the oldest
/// are
/// found by the one index there is.
@Component
class NoticeStore {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String ID = "_id";
    private static final int ID_BYTES = 24;
    private static final int PAGE = 100;

    private final MongoCollection<Document> notices;

    NoticeStore(MongoDatabase database) {
        this.notices = database.getCollection("notices");
    }

    Mono<Void> put(NoticeMail notice) {
        return Mono.from(notices.insertOne(document(notice))).then().timeout(PATIENCE);
    }

    Mono<Void> remove(NoticeMail notice) {
        return Mono.from(notices.deleteOne(Filters.eq(ID, id(notice)))).then().timeout(PATIENCE);
    }

    /// The oldest of those that are from before this moment.
    Flux<NoticeMail> before(Instant moment) {
        return Flux.from(notices.find(Filters.lt(ID, id(moment, new UUID(0, 0))))
                        .sort(Sorts.ascending(ID))
                        .limit(PAGE))
                .timeout(PATIENCE)
                .map(NoticeStore::notice);
    }

    private static Document document(NoticeMail notice) {
        return new Document(ID, id(notice))
                .append("request", notice.requestId().toString())
                .append("email", notice.email())
                .append("kind", notice.kind().name())
                .append("device", notice.device())
                .append("happenedAt", Date.from(notice.happenedAt()))
                .append("expiresAt", Date.from(notice.expiresAt()))
                .append("language", notice.language())
                .append("timeZone", notice.timeZone());
    }

    private static NoticeMail notice(Document document) {
        return new NoticeMail(
                UUID.fromString(document.getString("request")),
                document.getString("email"),
                NoticeKind.valueOf(document.getString("kind")),
                document.getString("device"),
                document.getDate("happenedAt").toInstant(),
                document.getDate("expiresAt").toInstant(),
                document.getString("language"),
                document.getString("timeZone"));
    }

    private static Binary id(NoticeMail notice) {
        return id(notice.happenedAt(), notice.requestId());
    }

    /// All of one length: MongoDB sorts binaries by that first.
    private static Binary id(Instant time, UUID request) {
        return new Binary(ByteBuffer.allocate(ID_BYTES)
                .putLong(time.toEpochMilli())
                .putLong(request.getMostSignificantBits())
                .putLong(request.getLeastSignificantBits())
                .array());
    }
}
