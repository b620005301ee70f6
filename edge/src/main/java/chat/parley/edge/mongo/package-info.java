/// MongoDB within bounds, and what `/health` and a start say when it is away.
@NullMarked
package chat.parley.edge.mongo;

import org.jspecify.annotations.NullMarked;
