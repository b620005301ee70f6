/// How JSON from outside is read: strictly, and bounded.
@NullMarked
package chat.parley.edge.json;

import org.jspecify.annotations.NullMarked;
