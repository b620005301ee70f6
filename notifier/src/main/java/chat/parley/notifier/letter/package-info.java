/// What the mails say, in each language.
@NullMarked
package chat.parley.notifier.letter;

import org.jspecify.annotations.NullMarked;
