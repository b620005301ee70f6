@NullMarked
package chat.parley.gateway;

import org.jspecify.annotations.NullMarked;
