@NullMarked
package chat.parley.embedded.mongo.wire;

import org.jspecify.annotations.NullMarked;
