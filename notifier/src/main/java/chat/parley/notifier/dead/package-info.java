/// For operators: what could not be sent.
@NullMarked
package chat.parley.notifier.dead;

import org.jspecify.annotations.NullMarked;
