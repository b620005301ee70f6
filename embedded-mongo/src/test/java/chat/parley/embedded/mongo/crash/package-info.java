/// What is left when the process is killed, or the disk is full.
@NullMarked
package chat.parley.embedded.mongo.crash;

import org.jspecify.annotations.NullMarked;
