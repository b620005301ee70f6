package chat.parley.embedded.mongo.query;

import de.bwaldvogel.mongo.bson.Document;

/// A document of which is known how much room it takes.
public interface Sized {
    /// The document.
    Document document();

    /// How large it is as BSON.
    int bytes();
}
