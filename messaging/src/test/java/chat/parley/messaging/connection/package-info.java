@NullMarked
package chat.parley.messaging.connection;

import org.jspecify.annotations.NullMarked;
