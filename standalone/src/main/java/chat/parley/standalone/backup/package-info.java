/// Copies of the embedded MongoDB's data, made while Parley runs, and put back.
@NullMarked
package chat.parley.standalone.backup;

import org.jspecify.annotations.NullMarked;
