/// Who is signed in on this machine, and the commands that change it.
@NullMarked
package chat.parley.cli.account;

import org.jspecify.annotations.NullMarked;
