package chat.parley.messaging.person;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The way to the broker.
///
/// @param uri `amqp://user:password@host:port/vhost`, or `amqps`; empty for none
@ConfigurationProperties("parley.amqp")
record EventProperties(@DefaultValue("") String uri) {
    boolean isGiven() {
        return !uri.isBlank();
    }

    /// Without the password.
    @Override
    public String toString() {
        return "EventProperties[]";
    }
}
