/// The data folder: who may use it, and the secrets in it.
@NullMarked
package chat.parley.standalone.data;

import org.jspecify.annotations.NullMarked;
