@NullMarked
package chat.parley.messaging.fanout;

import org.jspecify.annotations.NullMarked;
