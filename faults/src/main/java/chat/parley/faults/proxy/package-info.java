/// A TCP link that misbehaves on command.
@NullMarked
package chat.parley.faults.proxy;

import org.jspecify.annotations.NullMarked;
