package chat.parley.gateway.page;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// `GET` of anything that is no service's: a file of the web client, or its page, which then reads the address itself.
@Configuration(proxyBeanMethods = false)
class WebClientRoutes {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final List<String> NOT_PAGES =
            List.of("/api/", "/ws/", "/rsocket", "/health", "/.well-known/", "/assets/", "/openapi");

    private final WebFiles files = WebFiles.fromClassPath();

    @Bean
    RouterFunction<ServerResponse> webClient() {
        return this::handler;
    }

    private Mono<HandlerFunction<ServerResponse>> handler(ServerRequest request) {
        if (!READING.contains(request.method())) {
            return Mono.empty();
        }
        return Mono.justOrEmpty(fileFor(request.path())).map(file -> asked -> answer(asked, file));
    }

    private Optional<WebFile> fileFor(String path) {
        return files.at(path).or(() -> isPage(path) ? files.at(WebFile.PAGE) : Optional.empty());
    }

    /// A name with a dot in its last part asks for a file, and there is none.
    private static boolean isPage(String path) {
        boolean named = path.indexOf('.', path.lastIndexOf('/')) >= 0;
        return !named
                && !"/api".equals(path)
                && !"/ws".equals(path)
                && !"/rsocket".equals(path)
                && NOT_PAGES.stream().noneMatch(path::startsWith);
    }

    private static Mono<ServerResponse> answer(ServerRequest request, WebFile file) {
        if (request.headers().header(HttpHeaders.IF_NONE_MATCH).contains(file.etag())) {
            return ServerResponse.status(304).eTag(file.etag()).build();
        }
        boolean zipped = file.isWorthZipping() && acceptsGzip(request);
        ServerResponse.BodyBuilder answer = ServerResponse.ok()
                .contentType(file.type())
                .cacheControl(file.cacheControl())
                .eTag(file.etag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return zipped
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").bodyValue(file.zipped())
                : answer.bodyValue(file.content());
    }

    private static boolean acceptsGzip(ServerRequest request) {
        return request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream().anyMatch(text -> text.contains("gzip"));
    }
}
