/// The signing key, the keys that are published, and the access tokens.
@NullMarked
package chat.parley.identity.token;

import org.jspecify.annotations.NullMarked;
