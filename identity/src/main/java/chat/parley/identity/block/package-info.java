/// Who does not want to hear of whom.
@NullMarked
package chat.parley.identity.block;

import org.jspecify.annotations.NullMarked;
