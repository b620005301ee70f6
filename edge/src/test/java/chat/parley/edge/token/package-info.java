@NullMarked
package chat.parley.edge.token;

import org.jspecify.annotations.NullMarked;
