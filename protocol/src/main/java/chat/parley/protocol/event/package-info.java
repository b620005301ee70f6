/// What identity tells the other services by itself.
@NullMarked
package chat.parley.protocol.event;

import org.jspecify.annotations.NullMarked;
