/// Tests of messaging as a whole.
@NullMarked
package chat.parley.messaging;

import org.jspecify.annotations.NullMarked;
