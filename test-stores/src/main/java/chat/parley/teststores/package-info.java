/// Private instances of the real Redis and RabbitMQ, for tests.
@NullMarked
package chat.parley.teststores;

import org.jspecify.annotations.NullMarked;
