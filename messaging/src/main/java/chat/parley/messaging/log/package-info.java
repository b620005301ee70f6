/// The log of each conversation: group commit, idempotence, order, pages, heads. The insert is the allocation of seq.
@NullMarked
package chat.parley.messaging.log;

import org.jspecify.annotations.NullMarked;
