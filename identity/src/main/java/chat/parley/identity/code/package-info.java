/// One-time codes: issued, mailed, redeemed once.
@NullMarked
package chat.parley.identity.code;

import org.jspecify.annotations.NullMarked;
