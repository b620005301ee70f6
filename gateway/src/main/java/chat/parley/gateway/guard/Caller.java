package chat.parley.gateway.guard;

import org.springframework.web.server.ServerWebExchange;

/// Who calls, as far as the network says: an address, and whether the way to us is encrypted.
///
/// @param address as text; limits count by it
/// @param secure whether the caller's own way is encrypted, to us or to a proxy that we trust
public record Caller(String address, boolean secure) {
    private static final String ATTRIBUTE = Caller.class.getName();

    void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    static Caller of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, new Caller("unknown", false));
    }

    static boolean isSecure(ServerWebExchange exchange) {
        return of(exchange).secure();
    }
}
