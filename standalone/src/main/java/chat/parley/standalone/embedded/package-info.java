/// The stores and the broker that come with standalone; each gives way to an address in the environment.
@NullMarked
package chat.parley.standalone.embedded;

import org.jspecify.annotations.NullMarked;
