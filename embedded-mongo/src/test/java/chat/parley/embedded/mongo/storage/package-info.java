@NullMarked
package chat.parley.embedded.mongo.storage;

import org.jspecify.annotations.NullMarked;
