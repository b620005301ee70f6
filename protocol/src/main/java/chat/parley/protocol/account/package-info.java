/// Signing in, tokens, profiles: the bodies of identity's HTTP interface.
@NullMarked
package chat.parley.protocol.account;

import org.jspecify.annotations.NullMarked;
