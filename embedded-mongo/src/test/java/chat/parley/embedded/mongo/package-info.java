@NullMarked
package chat.parley.embedded.mongo;

import org.jspecify.annotations.NullMarked;
