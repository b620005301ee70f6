/// Saying once that something is away.
@NullMarked
package chat.parley.notifier.outage;

import org.jspecify.annotations.NullMarked;
