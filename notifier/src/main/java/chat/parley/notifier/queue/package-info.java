/// Taking mails from the queue, and what becomes of each.
@NullMarked
package chat.parley.notifier.queue;

import org.jspecify.annotations.NullMarked;
