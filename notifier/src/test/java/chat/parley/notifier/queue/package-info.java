@NullMarked
package chat.parley.notifier.queue;

import org.jspecify.annotations.NullMarked;
