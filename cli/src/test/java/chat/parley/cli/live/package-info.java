@NullMarked
package chat.parley.cli.live;

import org.jspecify.annotations.NullMarked;
