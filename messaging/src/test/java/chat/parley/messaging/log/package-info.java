/// Tests of the log on a real store.
@NullMarked
package chat.parley.messaging.log;

import org.jspecify.annotations.NullMarked;
