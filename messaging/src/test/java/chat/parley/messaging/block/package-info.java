@NullMarked
package chat.parley.messaging.block;

import org.jspecify.annotations.NullMarked;
