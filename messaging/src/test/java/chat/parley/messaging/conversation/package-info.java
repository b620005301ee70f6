/// Tests of conversations over HTTP, on a whole node.
@NullMarked
package chat.parley.messaging.conversation;

import org.jspecify.annotations.NullMarked;
