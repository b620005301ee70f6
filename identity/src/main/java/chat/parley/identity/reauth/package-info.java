/// Showing once more who one is, before something that an unattended or stolen session must not be enough for.
@NullMarked
package chat.parley.identity.reauth;

import org.jspecify.annotations.NullMarked;
