package chat.parley.identity.signin;

import java.time.Duration;
import org.springframework.http.ResponseCookie;

/// A cookie for this host only, never for scripts, never with requests from other sites.
enum HostCookie {
    /// The refresh token.
    REFRESH("__Host-parley-refresh"),
    /// Which browser asked for a code.
    CHALLENGE("__Host-parley-challenge"),
    /// Which browser it is, to tell a new one from one that was used before.
    DEVICE("__Host-parley-device");

    private final String cookie;

    HostCookie(String cookie) {
        this.cookie = cookie;
    }

    String cookie() {
        return cookie;
    }

    String set(String value, Duration life) {
        return ResponseCookie.from(cookie, value)
                .secure(true)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(life)
                .build()
                .toString();
    }

    String clear() {
        return set("", Duration.ZERO);
    }
}
