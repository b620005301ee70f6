/// Conversations, the log, receipts, presence, and the live connection.
@NullMarked
package chat.parley.messaging;

import org.jspecify.annotations.NullMarked;
