/// Who is at the other end of a connection.
@NullMarked
package chat.parley.edge.address;

import org.jspecify.annotations.NullMarked;
