@NullMarked
package chat.parley.messaging.membership;

import org.jspecify.annotations.NullMarked;
