/// How far each member is: watermarks that only grow.
@NullMarked
package chat.parley.messaging.receipt;

import org.jspecify.annotations.NullMarked;
