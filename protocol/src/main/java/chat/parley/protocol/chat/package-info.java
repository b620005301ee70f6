/// Conversations and their log, as clients see them.
@NullMarked
package chat.parley.protocol.chat;

import org.jspecify.annotations.NullMarked;
