/// What the HTTP edge of every service does alike: problems, access tokens, living sessions.
@NullMarked
package chat.parley.edge;

import org.jspecify.annotations.NullMarked;
