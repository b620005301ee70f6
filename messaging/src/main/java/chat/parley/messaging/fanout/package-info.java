/// From a committed entry to the connections that want it, on this node and on others.
@NullMarked
package chat.parley.messaging.fanout;

import org.jspecify.annotations.NullMarked;
