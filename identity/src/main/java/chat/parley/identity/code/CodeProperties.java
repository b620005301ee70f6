package chat.parley.identity.code;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How one-time codes behave.
///
/// @param secret keys the digests of codes and addresses in Redis
/// @param tries wrong ones until a code is dead
/// @param pauseBetweenMails to one address
/// @param mailsPerWindow to one address within `mailWindow`
/// @param requestsPerClient from one network address within `clientWindow`
/// @param failuresPerAccount wrong codes for one address within `failureWindow`, over all its codes
@ConfigurationProperties("parley.code")
record CodeProperties(
        String secret,
        Duration lifetime,
        int tries,
        Duration pauseBetweenMails,
        int mailsPerWindow,
        Duration mailWindow,
        int requestsPerClient,
        Duration clientWindow,
        int failuresPerAccount,
        Duration failureWindow) {
    @Override
    public String toString() {
        return "CodeProperties[]";
    }
}
