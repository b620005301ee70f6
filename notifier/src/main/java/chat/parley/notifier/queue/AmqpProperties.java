package chat.parley.notifier.queue;

import chat.parley.edge.start.MissingSetting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The broker.
///
/// @param uri `amqp://user:password@host:port/vhost`, or `amqps://`
/// @param queueArguments of queue `send-otp`; identity must declare the same
/// @param deadQueueArguments of queue `send-otp.dead`
@ConfigurationProperties("parley.amqp")
record AmqpProperties(
        @Nullable String uri,
        @DefaultValue Map<String, Object> queueArguments,
        @DefaultValue Map<String, Object> deadQueueArguments) {
    String address() {
        if (uri == null || uri.isBlank()) {
            throw missing();
        }
        return uri;
    }

    static MissingSetting missing() {
        return new MissingSetting(
                "parley.amqp.uri (PARLEY_AMQP_URI)", "the message broker, as in amqp://user:password@host:5672");
    }

    /// Without the address, which holds the password.
    @Override
    public String toString() {
        return "AmqpProperties[]";
    }
}
