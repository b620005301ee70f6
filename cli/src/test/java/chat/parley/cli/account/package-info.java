@NullMarked
package chat.parley.cli.account;

import org.jspecify.annotations.NullMarked;
