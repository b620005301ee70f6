package chat.parley.notifier.queue;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The broker.
///
/// @param uri `amqp://user:password@host:port/vhost`, or `amqps://`
/// @param queueArguments of the queues of mails; identity must declare the same
/// @param deadQueueArguments of the dead queues
@ConfigurationProperties("parley.amqp")
record AmqpProperties(
        String uri,
        @DefaultValue Map<String, Object> queueArguments,
        @DefaultValue Map<String, Object> deadQueueArguments) {
    /// Without the address, which holds the password.
    @Override
    public String toString() {
        return "AmqpProperties[]";
    }
}
