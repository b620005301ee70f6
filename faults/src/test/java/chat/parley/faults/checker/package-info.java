@NullMarked
package chat.parley.faults.checker;

import org.jspecify.annotations.NullMarked;
