@NullMarked
package chat.parley.faults.history;

import org.jspecify.annotations.NullMarked;
