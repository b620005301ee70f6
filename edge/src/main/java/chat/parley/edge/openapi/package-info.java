/// The description of a service's own HTTP interface.
@NullMarked
package chat.parley.edge.openapi;

import org.jspecify.annotations.NullMarked;
