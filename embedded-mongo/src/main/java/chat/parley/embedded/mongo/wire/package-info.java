/// Connections, and what comes over them: the library's handlers, with what they lack.
@NullMarked
package chat.parley.embedded.mongo.wire;

import org.jspecify.annotations.NullMarked;
