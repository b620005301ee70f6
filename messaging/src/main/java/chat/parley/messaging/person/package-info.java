/// What this service knows of identity, to whom people belong: how to ask it, and what it tells by itself.
@NullMarked
package chat.parley.messaging.person;

import org.jspecify.annotations.NullMarked;
