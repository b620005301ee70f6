/// How a query is answered: from which index, in which order, and over how many documents.
@NullMarked
package chat.parley.embedded.mongo.query;

import org.jspecify.annotations.NullMarked;
