/// Opening, listing and changing conversations; sending and reading over HTTP.
@NullMarked
package chat.parley.messaging.conversation;

import org.jspecify.annotations.NullMarked;
