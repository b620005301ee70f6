/// Who may do what in the whole installation.
@NullMarked
package chat.parley.identity.rights;

import org.jspecify.annotations.NullMarked;
