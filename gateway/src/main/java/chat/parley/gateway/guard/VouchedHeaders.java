package chat.parley.gateway.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/// What the gateway says to services about a caller: one `X-Forwarded-For`, `-Proto` and `-Host`, each its own finding.
@Component
final class VouchedHeaders implements HttpHeadersFilter, Ordered {
    static Map<String, String> about(Caller caller, @Nullable String host) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("X-Forwarded-For", caller.address());
        said.put("X-Forwarded-Proto", caller.secure() ? "https" : "http");
        if (host != null) {
            said.put("X-Forwarded-Host", host);
        }
        return said;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(input);
        String host = exchange.getRequest().getHeaders().getFirst(HttpHeaders.HOST);
        about(Caller.of(exchange), host).forEach(headers::set);
        return headers;
    }

    /// After the filter that takes away what callers claim.
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
