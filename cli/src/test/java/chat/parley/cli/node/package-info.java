/// A messaging node as docs/protocol.md describes it, in memory, that does wrong what a test tells it to.
@NullMarked
package chat.parley.cli.node;

import org.jspecify.annotations.NullMarked;
