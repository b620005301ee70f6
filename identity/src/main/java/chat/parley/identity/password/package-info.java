/// Passwords, for who wants one: a second way in beside the codes.
@NullMarked
package chat.parley.identity.password;

import org.jspecify.annotations.NullMarked;
