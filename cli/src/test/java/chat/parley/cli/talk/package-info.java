@NullMarked
package chat.parley.cli.talk;

import org.jspecify.annotations.NullMarked;
