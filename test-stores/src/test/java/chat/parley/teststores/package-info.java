@NullMarked
package chat.parley.teststores;

import org.jspecify.annotations.NullMarked;
