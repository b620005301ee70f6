/// Steps in Redis that must not be cut in two.
@NullMarked
package chat.parley.identity.script;

import org.jspecify.annotations.NullMarked;
