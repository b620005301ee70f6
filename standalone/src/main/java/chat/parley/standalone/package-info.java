/// All services in one process on embedded stores.
@NullMarked
package chat.parley.standalone;

import org.jspecify.annotations.NullMarked;
