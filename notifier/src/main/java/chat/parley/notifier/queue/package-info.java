/// Where mails come from: the broker, for as long as it takes.
@NullMarked
package chat.parley.notifier.queue;

import org.jspecify.annotations.NullMarked;
