package chat.parley.gateway.guard;

import chat.parley.edge.problem.ProblemException;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Paths that mean something inside and nothing outside, and paths written so that two readers could differ on them.
@Component
@Order(Place.CLOSED_PATHS)
final class ClosedPaths implements WebFilter {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        return closed(path) ? Mono.error(ProblemException.notFound()) : chain.filter(exchange);
    }

    private static boolean closed(PathContainer path) {
        return path.elements().stream().anyMatch(ClosedPaths::ambiguous) || insideOnly(firstSegment(path));
    }

    private static boolean insideOnly(String segment) {
        return "internal".equalsIgnoreCase(segment)
                || "actuator".equalsIgnoreCase(segment)
                || (segment.startsWith(".") && !".well-known".equals(segment));
    }

    private static boolean ambiguous(PathContainer.Element element) {
        return element instanceof PathContainer.PathSegment segment
                && (!segment.parameters().isEmpty()
                        || segment.valueToMatch().contains("/")
                        || segment.valueToMatch().contains("\\")
                        || segment.valueToMatch().contains("..")
                        || segment.valueToMatch().chars().anyMatch(Character::isISOControl));
    }

    private static String firstSegment(PathContainer path) {
        return path.elements().stream()
                .filter(PathContainer.PathSegment.class::isInstance)
                .map(element -> ((PathContainer.PathSegment) element).valueToMatch())
                .findFirst()
                .orElse("");
    }
}
