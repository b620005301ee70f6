/// Conversations: the list, new ones, and which one is meant.
@NullMarked
package chat.parley.cli.chat;

import org.jspecify.annotations.NullMarked;
