/// Who belongs to a conversation: a fold over its notices, and the projection of that fold.
@NullMarked
package chat.parley.messaging.membership;

import org.jspecify.annotations.NullMarked;
