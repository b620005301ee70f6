/// The live connection: handshake, commands, limits; WebSocket is its edge.
@NullMarked
package chat.parley.messaging.live;

import org.jspecify.annotations.NullMarked;
