@NullMarked
package chat.parley.identity.device;

import org.jspecify.annotations.NullMarked;
