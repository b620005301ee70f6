package chat.parley.embedded.mongo.query;

import chat.parley.embedded.mongo.index.RecordKey;
import de.bwaldvogel.mongo.bson.Document;

/// A document and where it is.
///
/// @param bytes how large it is as BSON
public record Stored(RecordKey place, Document document, int bytes) implements Sized {}
