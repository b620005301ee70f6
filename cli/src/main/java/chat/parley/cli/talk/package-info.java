/// Reading and writing one conversation: tail, send, talk.
@NullMarked
package chat.parley.cli.talk;

import org.jspecify.annotations.NullMarked;
