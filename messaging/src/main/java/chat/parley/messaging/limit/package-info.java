/// How much somebody may ask for in a while.
@NullMarked
package chat.parley.messaging.limit;

import org.jspecify.annotations.NullMarked;
