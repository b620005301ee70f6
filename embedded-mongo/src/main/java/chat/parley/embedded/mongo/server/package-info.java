/// MongoDB's commands on the storage: who may write when, what is answered, and what a cursor still has to give.
@NullMarked
package chat.parley.embedded.mongo.server;

import org.jspecify.annotations.NullMarked;
