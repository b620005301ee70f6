/// Consumes mails from AMQP and hands them to SMTP.
@NullMarked
package chat.parley.notifier;

import org.jspecify.annotations.NullMarked;
