/// Signing in, staying signed in, signing out.
@NullMarked
package chat.parley.identity.signin;

import org.jspecify.annotations.NullMarked;
