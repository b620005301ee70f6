@NullMarked
package chat.parley.edge.address;

import org.jspecify.annotations.NullMarked;
