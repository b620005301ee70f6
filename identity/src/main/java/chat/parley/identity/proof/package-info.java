/// One-time codes as proof of who somebody is, and what follows from wrong ones.
@NullMarked
package chat.parley.identity.proof;

import org.jspecify.annotations.NullMarked;
