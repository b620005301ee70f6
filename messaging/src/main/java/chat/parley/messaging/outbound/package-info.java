/// Writes bytes to many channels with as few wake-ups and system calls as it can.
@NullMarked
package chat.parley.messaging.outbound;

import org.jspecify.annotations.NullMarked;
