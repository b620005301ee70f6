/// Giving an account another address.
@NullMarked
package chat.parley.identity.email;

import org.jspecify.annotations.NullMarked;
