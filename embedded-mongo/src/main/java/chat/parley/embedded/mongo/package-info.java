/// A MongoDB-compatible store inside the process, durable per write, for one machine and for tests.
@NullMarked
package chat.parley.embedded.mongo;

import org.jspecify.annotations.NullMarked;
