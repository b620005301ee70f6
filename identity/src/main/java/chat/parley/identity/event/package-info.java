/// Tells the other services what changed about people.
@NullMarked
package chat.parley.identity.event;

import org.jspecify.annotations.NullMarked;
