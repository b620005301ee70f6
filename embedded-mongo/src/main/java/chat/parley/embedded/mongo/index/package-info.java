/// Where a document is, and what its indexes hold of it.
@NullMarked
package chat.parley.embedded.mongo.index;

import org.jspecify.annotations.NullMarked;
