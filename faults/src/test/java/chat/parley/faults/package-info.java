@NullMarked
package chat.parley.faults;

import org.jspecify.annotations.NullMarked;
