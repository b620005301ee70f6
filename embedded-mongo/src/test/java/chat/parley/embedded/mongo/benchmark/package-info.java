/// The store beside mongo-java-server's own memory store; started by `embedded-mongo/benchmark.sh`.
@NullMarked
package chat.parley.embedded.mongo.benchmark;

import org.jspecify.annotations.NullMarked;
