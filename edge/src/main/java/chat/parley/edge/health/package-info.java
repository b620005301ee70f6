/// `/health`: up or down, nothing else.
@NullMarked
package chat.parley.edge.health;

import org.jspecify.annotations.NullMarked;
