/// The event loops of a service.
@NullMarked
package chat.parley.edge.netty;

import org.jspecify.annotations.NullMarked;
