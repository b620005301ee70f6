/// What a mail says, in which language.
@NullMarked
package chat.parley.notifier.letter;

import org.jspecify.annotations.NullMarked;
