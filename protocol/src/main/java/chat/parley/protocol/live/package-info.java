/// The live connection: what clients say, what servers say, why a connection is closed.
@NullMarked
package chat.parley.protocol.live;

import org.jspecify.annotations.NullMarked;
