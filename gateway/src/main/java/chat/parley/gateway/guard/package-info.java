/// What every request passes before anything else, and every answer on its way out.
@NullMarked
package chat.parley.gateway.guard;

import org.jspecify.annotations.NullMarked;
