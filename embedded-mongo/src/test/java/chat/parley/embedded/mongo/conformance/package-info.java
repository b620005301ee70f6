/// What MongoDB's documentation says, asked of this server, or of a real one whose address is in the system property
/// `parley.conformance.uri`.
@NullMarked
package chat.parley.embedded.mongo.conformance;

import org.jspecify.annotations.NullMarked;
