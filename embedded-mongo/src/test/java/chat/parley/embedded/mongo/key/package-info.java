@NullMarked
package chat.parley.embedded.mongo.key;

import org.jspecify.annotations.NullMarked;
