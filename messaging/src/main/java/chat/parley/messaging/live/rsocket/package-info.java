/// The live connection over RSocket (protocol 1.0), on TCP and inside a WebSocket.
@NullMarked
package chat.parley.messaging.live.rsocket;

import org.jspecify.annotations.NullMarked;
