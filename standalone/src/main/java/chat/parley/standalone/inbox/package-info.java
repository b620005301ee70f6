/// The embedded mail server, and the page that shows what it received.
@NullMarked
package chat.parley.standalone.inbox;

import org.jspecify.annotations.NullMarked;
