/// The whole of Parley as a person starts it: a process of its own, driven from outside.
@NullMarked
package chat.parley.standalone;

import org.jspecify.annotations.NullMarked;
