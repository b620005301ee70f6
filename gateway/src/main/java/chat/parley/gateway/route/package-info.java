/// Which request goes to which service.
@NullMarked
package chat.parley.gateway.route;

import org.jspecify.annotations.NullMarked;
