@NullMarked
package chat.parley.messaging.person;

import org.jspecify.annotations.NullMarked;
