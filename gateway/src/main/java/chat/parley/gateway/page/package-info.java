/// The web client's files.
@NullMarked
package chat.parley.gateway.page;

import org.jspecify.annotations.NullMarked;
