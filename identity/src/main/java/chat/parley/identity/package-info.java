/// Accounts, one-time codes, tokens, sessions, profiles.
@NullMarked
package chat.parley.identity;

import org.jspecify.annotations.NullMarked;
