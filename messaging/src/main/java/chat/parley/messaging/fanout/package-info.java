/// From the log and from people to connections: on this node directly, on the others through Redis.
@NullMarked
package chat.parley.messaging.fanout;

import org.jspecify.annotations.NullMarked;
