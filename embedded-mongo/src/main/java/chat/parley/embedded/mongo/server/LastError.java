package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/// What `findAndModify` says of what it did, where the library says nothing.
final class LastError {
    private LastError() {}

    /// @param added what the command has inserted
    static Document of(Document command, Document answer, @Nullable Document added) {
        return Utils.isTrue(command.get("remove")) ? removed(answer.get("value")) : inserted(added);
    }

    private static Document removed(@Nullable Object document) {
        return new Document("n", document == null ? 0 : 1);
    }

    private static Document inserted(@Nullable Document document) {
        Document inserted = new Document("n", document == null ? 0 : 1).append("updatedExisting", false);
        return document == null ? inserted : inserted.append("upserted", document.get("_id"));
    }
}
