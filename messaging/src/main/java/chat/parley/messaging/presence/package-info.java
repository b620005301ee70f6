/// Who is online, told to those who share a conversation.
@NullMarked
package chat.parley.messaging.presence;

import org.jspecify.annotations.NullMarked;
