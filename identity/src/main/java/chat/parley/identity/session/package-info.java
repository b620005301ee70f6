/// Signed-in devices: sessions and their refresh tokens.
@NullMarked
package chat.parley.identity.session;

import org.jspecify.annotations.NullMarked;
