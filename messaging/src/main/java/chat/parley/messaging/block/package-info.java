/// Who has nothing to do with whom, because one of them said so.
@NullMarked
package chat.parley.messaging.block;

import org.jspecify.annotations.NullMarked;
