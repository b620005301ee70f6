/// Starting, or saying in one line why not.
@NullMarked
package chat.parley.edge.start;

import org.jspecify.annotations.NullMarked;
