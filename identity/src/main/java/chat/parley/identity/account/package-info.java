/// Who has an account, under which address and name.
@NullMarked
package chat.parley.identity.account;

import org.jspecify.annotations.NullMarked;
