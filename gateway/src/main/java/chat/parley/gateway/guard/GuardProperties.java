package chat.parley.gateway.guard;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param trustedProxies addresses or networks (`10.0.0.0/8`) whose `X-Forwarded-For` and `-Proto` are believed
/// @param requestsPerSecond what one address may ask of `/api` and `/ws` in the long run
/// @param burst what it may ask at once after a pause
@ConfigurationProperties("parley.gateway")
record GuardProperties(
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("50") int requestsPerSecond,
        @DefaultValue("300") int burst) {
    GuardProperties {
        trustedProxies = trustedProxies.stream().filter(text -> !text.isBlank()).toList();
    }
}
