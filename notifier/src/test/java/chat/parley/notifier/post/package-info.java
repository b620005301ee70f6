@NullMarked
package chat.parley.notifier.post;

import org.jspecify.annotations.NullMarked;
