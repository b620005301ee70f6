/// The closed catalogue of errors, the same codes on every transport.
@NullMarked
package chat.parley.protocol.error;

import org.jspecify.annotations.NullMarked;
