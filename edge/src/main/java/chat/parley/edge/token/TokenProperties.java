package chat.parley.edge.token;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where access tokens come from.
///
/// @param issuer the `iss` that is accepted: this installation's name, the same for all its services
/// @param jwksUri where identity publishes its keys; not needed by a service that brings its own [VerificationKeys]
@ConfigurationProperties("parley.token")
record TokenProperties(String issuer, @Nullable URI jwksUri) {}
