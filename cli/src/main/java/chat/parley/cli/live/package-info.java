/// The live connection: one interface, three transports, and what to do when it ends.
@NullMarked
package chat.parley.cli.live;

import org.jspecify.annotations.NullMarked;
