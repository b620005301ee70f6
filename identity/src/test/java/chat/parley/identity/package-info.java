@NullMarked
package chat.parley.identity;

import org.jspecify.annotations.NullMarked;
