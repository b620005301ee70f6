@NullMarked
package chat.parley.messaging.presence;

import org.jspecify.annotations.NullMarked;
