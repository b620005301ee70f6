/// What crosses a border between Parley's programs. Depends on nothing of ours.
@NullMarked
package chat.parley.protocol;

import org.jspecify.annotations.NullMarked;
