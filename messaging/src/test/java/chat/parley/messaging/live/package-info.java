@NullMarked
package chat.parley.messaging.live;

import org.jspecify.annotations.NullMarked;
