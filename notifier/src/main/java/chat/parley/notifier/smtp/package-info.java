/// Handing mails to the mail server.
@NullMarked
package chat.parley.notifier.smtp;

import org.jspecify.annotations.NullMarked;
