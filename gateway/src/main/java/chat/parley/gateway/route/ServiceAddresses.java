package chat.parley.gateway.route;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where the services are.
@ConfigurationProperties("parley.gateway")
public record ServiceAddresses(URI identityUri, URI messagingUri) {}
