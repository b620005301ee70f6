package chat.parley.identity.code;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The way to the broker.
///
/// @param uri `amqp://user:password@host:port/vhost`, or `amqps`
/// @param queueArguments of the queues of mails; both sides must name the same
@ConfigurationProperties("parley.amqp")
record AmqpProperties(String uri, @Nullable Map<String, Object> queueArguments) {
    Map<String, Object> arguments() {
        return queueArguments == null ? Map.of() : queueArguments;
    }

    /// Without the password.
    @Override
    public String toString() {
        return "AmqpProperties[]";
    }
}
