/// The command line: talk, watch and load-test from a terminal.
@NullMarked
package chat.parley.cli;

import org.jspecify.annotations.NullMarked;
