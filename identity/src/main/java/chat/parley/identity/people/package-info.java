/// One's own account, and what others see of it.
@NullMarked
package chat.parley.identity.people;

import org.jspecify.annotations.NullMarked;
