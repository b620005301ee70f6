/// The database that messaging's stores share.
@NullMarked
package chat.parley.messaging.store;

import org.jspecify.annotations.NullMarked;
