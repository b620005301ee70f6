/// Bytes that sort as the BSON values that they stand for.
@NullMarked
package chat.parley.embedded.mongo.key;

import org.jspecify.annotations.NullMarked;
