package chat.parley.messaging.person;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;

/// Where identity is, and how this service shows that it is one of us.
///
/// @param identityUri base address of identity
/// @param serviceToken at least 32 characters, the same in every service; from `PARLEY_SERVICE_TOKEN`
@ConfigurationProperties("parley")
record IdentityProperties(@Name("messaging.identity-uri") URI identityUri, String serviceToken) {
    IdentityProperties {
        if (identityUri == null) {
            throw new IllegalArgumentException(
                    "PARLEY_IDENTITY_URI is not set: the address of the identity service, such as http://identity:4000");
        }
        if (serviceToken == null || serviceToken.length() < 32) {
            throw new IllegalArgumentException(
                    "PARLEY_SERVICE_TOKEN is not set or shorter than 32 characters: the secret that the services share");
        }
    }

    @Override
    public String toString() {
        return "IdentityProperties[identityUri=" + identityUri + "]";
    }
}
