@NullMarked
package chat.parley.edge.problem;

import org.jspecify.annotations.NullMarked;
