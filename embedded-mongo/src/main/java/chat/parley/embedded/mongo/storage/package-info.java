/// RocksDB as this module uses it: tables in one key space, atomic changes, views, and the way to the disk.
@NullMarked
package chat.parley.embedded.mongo.storage;

import org.jspecify.annotations.NullMarked;
