@NullMarked
package chat.parley.identity.signin;

import org.jspecify.annotations.NullMarked;
