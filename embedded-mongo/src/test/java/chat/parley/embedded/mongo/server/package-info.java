@NullMarked
package chat.parley.embedded.mongo.server;

import org.jspecify.annotations.NullMarked;
