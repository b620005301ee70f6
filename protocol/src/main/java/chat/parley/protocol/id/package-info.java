/// Typed identifiers; on the wire each is a plain string.
@NullMarked
package chat.parley.protocol.id;

import org.jspecify.annotations.NullMarked;
