/// Names of people, asked of identity in batches and kept for a minute.
@NullMarked
package chat.parley.messaging.profile;

import org.jspecify.annotations.NullMarked;
