@NullMarked
package chat.parley.notifier;

import org.jspecify.annotations.NullMarked;
