@NullMarked
package chat.parley.cli.load;

import org.jspecify.annotations.NullMarked;
