/// The load generator: people who write and people who count what reaches them.
@NullMarked
package chat.parley.cli.load;

import org.jspecify.annotations.NullMarked;
