/// What identity hands to the notifier over AMQP.
@NullMarked
package chat.parley.protocol.mail;

import org.jspecify.annotations.NullMarked;
