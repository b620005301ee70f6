package chat.parley.identity.password;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How passwords are kept and tried.
///
/// @param strength of bcrypt: each step doubles the work
/// @param threads that do nothing else
/// @param waiting how many may wait for one of them; who comes then is told that the service is overloaded
/// @param triesPerClient from one network address within `clientWindow`
@ConfigurationProperties("parley.password")
record PasswordProperties(
        @DefaultValue("12") int strength,
        @DefaultValue("2") int threads,
        @DefaultValue("32") int waiting,
        @DefaultValue("60") int triesPerClient,
        @DefaultValue("10m") Duration clientWindow) {}
