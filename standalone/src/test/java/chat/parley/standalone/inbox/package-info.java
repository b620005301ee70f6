@NullMarked
package chat.parley.standalone.inbox;

import org.jspecify.annotations.NullMarked;
