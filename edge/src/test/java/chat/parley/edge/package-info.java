@NullMarked
package chat.parley.edge;

import org.jspecify.annotations.NullMarked;
