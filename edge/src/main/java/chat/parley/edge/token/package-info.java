/// Who is calling: access tokens, and whether their session still lives.
@NullMarked
package chat.parley.edge.token;

import org.jspecify.annotations.NullMarked;
