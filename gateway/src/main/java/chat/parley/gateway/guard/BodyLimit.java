package chat.parley.gateway.guard;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.Limits;
import chat.parley.protocol.error.ErrorCode;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Refuses bodies above the limit: by their announced length at once, without one as soon as they pass it.
@Component
@Order(Place.BODY)
final class BodyLimit implements WebFilter {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (request.getHeaders().getContentLength() > Limits.BODY_BYTES) {
            return Mono.error(tooLarge());
        }
        return chain.filter(exchange.mutate().request(new Counted(request)).build());
    }

    private static ProblemException tooLarge() {
        return new ProblemException(ErrorCode.PAYLOAD_TOO_LARGE, "The body is too large.");
    }

    private static final class Counted extends ServerHttpRequestDecorator {
        private final AtomicLong read = new AtomicLong();

        Counted(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody().map(this::counted);
        }

        private DataBuffer counted(DataBuffer buffer) {
            if (read.addAndGet(buffer.readableByteCount()) > Limits.BODY_BYTES) {
                DataBufferUtils.release(buffer);
                throw tooLarge();
            }
            return buffer;
        }
    }
}
