@NullMarked
package chat.parley.identity.notice;

import org.jspecify.annotations.NullMarked;
