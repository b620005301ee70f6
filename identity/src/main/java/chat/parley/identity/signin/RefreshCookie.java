package chat.parley.identity.signin;

import java.time.Duration;
import org.springframework.http.ResponseCookie;

/// The cookie with the refresh token: for this host only, never for scripts, never with requests from other sites.
final class RefreshCookie {
    static final String NAME = "__Host-parley-refresh";

    private RefreshCookie() {}

    static String set(String token, Duration life) {
        return cookie(token, life);
    }

    static String clear() {
        return cookie("", Duration.ZERO);
    }

    private static String cookie(String value, Duration life) {
        return ResponseCookie.from(NAME, value)
                .secure(true)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(life)
                .build()
                .toString();
    }
}
