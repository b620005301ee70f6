package chat.parley.identity.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long people stay signed in.
///
/// @param lifetime of a session without a refresh
/// @param sliding how long a refresh token is good for; each refresh starts this anew
/// @param absolute after so long people sign in again, whatever they did
/// @param grace for which the token before the current one still answers
/// @param recent for so long after signing in nobody is asked again who they are
/// @param perUser sessions of one person; the oldest goes
@ConfigurationProperties("parley.session")
record SessionProperties(
        @DefaultValue("24h") Duration lifetime,
        @DefaultValue("14d") Duration sliding,
        @DefaultValue("30d") Duration absolute,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("15m") Duration recent,
        @DefaultValue("10") int perUser) {}
