@NullMarked
package chat.parley.faults.proxy;

import org.jspecify.annotations.NullMarked;
