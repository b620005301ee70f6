@NullMarked
package chat.parley.notifier.letter;

import org.jspecify.annotations.NullMarked;
