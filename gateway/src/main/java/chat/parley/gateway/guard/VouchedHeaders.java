package chat.parley.gateway.guard;

import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/// What the gateway says to services about a caller: one `X-Forwarded-For`, `-Proto` and `-Host`, each its own finding.
///
/// A socket's request to a service carries nothing else, but for the Origin. A program's has none, and the client that
/// calls the service would invent one; so the gateway, which has judged the caller already, names the first origin of
/// this installation.
@Component
public final class VouchedHeaders implements HttpHeadersFilter, Ordered {
    private final List<String> origins;

    VouchedHeaders(OriginProperties properties) {
        origins = properties.origins();
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(input);
        Caller caller = Caller.of(exchange);
        headers.set("X-Forwarded-For", caller.address());
        headers.set("X-Forwarded-Proto", caller.secure() ? "https" : "http");
        setHost(headers, exchange);
        return headers;
    }

    /// All headers of a socket's request to a service.
    public HttpHeaders forSocket(ServerWebExchange exchange) {
        HttpHeaders headers = filter(new HttpHeaders(), exchange);
        String origin = exchange.getRequest().getHeaders().getOrigin();
        if (origin != null) {
            headers.setOrigin(origin);
        } else if (!origins.isEmpty()) {
            headers.setOrigin(origins.getFirst());
        }
        return headers;
    }

    /// After the filter that takes away what callers claim.
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    private static void setHost(HttpHeaders headers, ServerWebExchange exchange) {
        String host = exchange.getRequest().getHeaders().getFirst(HttpHeaders.HOST);
        if (host != null) {
            headers.set("X-Forwarded-Host", host);
        }
    }
}
