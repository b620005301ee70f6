package chat.parley.embedded.mongo.wire;

import de.bwaldvogel.mongo.wire.message.MongoMessage;

/// A message whose sender does not wait for an answer, and would take one for that to the next message.
final class Unanswered extends MongoMessage {
    Unanswered(MongoMessage message) {
        super(message.getChannel(), message.getHeader(), message.getDocument());
    }
}
