package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.index.UniqueViolation;
import chat.parley.embedded.mongo.storage.StorageFailure;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;

/// What is answered when something cannot be done: the codes and fields that MongoDB has.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/error-codes/">Error codes</a>
final class Errors {
    private static final int OUT_OF_DISK_SPACE = 14031;
    private static final int UNKNOWN = 8;
    private static final String UNKNOWN_NAME = "UnknownError";

    private Errors() {}

    /// One of several writes of a command failed.
    static Document ofWrite(int index, MongoServerException error) {
        Document answer = new Document("index", index);
        describe(answer, error);
        return answer;
    }

    /// A command failed.
    static Document ofCommand(MongoServerException error) {
        Document answer = new Document("ok", 0.0);
        describe(answer, error);
        return answer;
    }

    /// The storage failed; nothing of the command was kept.
    static MongoServerError of(StorageFailure failure) {
        return failure.isOutOfSpace()
                ? new MongoServerError(OUT_OF_DISK_SPACE, "OutOfDiskSpace", "No space left on the disk")
                : new MongoServerError(UNKNOWN, UNKNOWN_NAME, failure.getMessage());
    }

    /// With this code, if it has none.
    static MongoServerError coded(MongoServerException error, ErrorCode otherwise) {
        return error instanceof MongoServerError coded
                ? coded
                : new MongoServerError(otherwise, error.getMessageWithoutErrorCode());
    }

    /// The library stumbled over what was asked: a pattern that is none, a number that is too large.
    static MongoServerError of(RuntimeException failure) {
        return new MongoServerError(ErrorCode.BadValue, "The command cannot be done: " + failure.getMessage());
    }

    /// Adds what a unique index has to say.
    static void explain(Document answer, UniqueViolation violation) {
        answer.put("keyPattern", violation.keyPattern());
        answer.put("keyValue", violation.keyValue());
    }

    private static void describe(Document answer, MongoServerException error) {
        answer.put("errmsg", error.getMessageWithoutErrorCode());
        if (error instanceof MongoServerError coded) {
            answer.put("code", coded.getCode());
            answer.putIfNotNull("codeName", coded.getCodeName());
        } else {
            answer.append("code", UNKNOWN).append("codeName", UNKNOWN_NAME);
        }
        if (error instanceof UniqueViolation violation) {
            explain(answer, violation);
        } else if (error.getCause() instanceof UniqueViolation violation) {
            explain(answer, violation);
        }
    }
}
