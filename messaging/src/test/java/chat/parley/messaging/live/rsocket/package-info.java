@NullMarked
package chat.parley.messaging.live.rsocket;

import org.jspecify.annotations.NullMarked;
