/// What was done to accounts, and by whom. It is only ever added to.
@NullMarked
package chat.parley.identity.audit;

import org.jspecify.annotations.NullMarked;
