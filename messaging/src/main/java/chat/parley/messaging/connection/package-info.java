/// A live connection as the rest of the module sees it: whose it is, and how to say something to it.
@NullMarked
package chat.parley.messaging.connection;

import org.jspecify.annotations.NullMarked;
