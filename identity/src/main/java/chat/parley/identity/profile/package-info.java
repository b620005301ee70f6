/// What people say about themselves, and the handles that are theirs.
@NullMarked
package chat.parley.identity.profile;

import org.jspecify.annotations.NullMarked;
