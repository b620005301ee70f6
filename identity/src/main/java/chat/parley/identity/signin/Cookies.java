package chat.parley.identity.signin;

import org.springframework.http.HttpCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// The cookies of a request.
final class Cookies {
    private Cookies() {}

    /// Its value; empty without it.
    static String of(ServerHttpRequest request, HostCookie name) {
        HttpCookie cookie = request.getCookies().getFirst(name.cookie());
        return cookie == null ? "" : cookie.getValue();
    }
}
