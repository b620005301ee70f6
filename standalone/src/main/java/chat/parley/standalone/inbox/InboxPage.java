package chat.parley.standalone.inbox;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/// `GET /inbox`: the mails as a page for people, or with `format=json` for programs; `to=` narrows it to one address.
///
/// Answers only to names of this machine, so that a foreign page cannot reach it through a name that resolves here.
final class InboxPage implements AutoCloseable {
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String MAIL_POLICY =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
    private static final List<String> OWN_NAMES = List.of("localhost", "127.0.0.1", "[::1]");

    private final Mails mails;
    private final DisposableServer server;

    private InboxPage(int port, Mails mails) {
        this.mails = mails;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(this::routes)
                .bindNow();
    }

    static InboxPage start(int port, Mails mails) {
        return new InboxPage(port, mails);
    }

    String uri() {
        return "http://localhost:" + server.port() + "/inbox";
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private void routes(HttpServerRoutes routes) {
        HttpServerRoutes guarded = routes.get("/", guarded((request, response) -> response.sendRedirect("/inbox")));
        guarded = guarded.get("/inbox", guarded(this::list));
        guarded = guarded.get("/inbox/{number}/html", guarded(this::html));
        guarded = guarded.get("/inbox.css", guarded((request, response) -> asset(response, "inbox.css", "text/css")));
        guarded.get("/inbox.js", guarded((request, response) -> asset(response, "inbox.js", "text/javascript")));
    }

    private static Answer guarded(Answer answer) {
        return (request, response) -> {
            response.header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Cache-Control", "no-store");
            return isOwnName(request)
                    ? answer.apply(request, response)
                    : response.status(403).send();
        };
    }

    private static boolean isOwnName(HttpServerRequest request) {
        String host = request.requestHeaders().get(HttpHeaderNames.HOST, "").toLowerCase(Locale.ROOT);
        return OWN_NAMES.contains(host.replaceFirst(":\\d+$", ""));
    }

    private Publisher<Void> list(HttpServerRequest request, HttpServerResponse response) {
        Map<String, List<String>> query = new QueryStringDecoder(request.uri()).parameters();
        String to = first(query, "to").orElse("");
        List<Mail> found = to.isBlank() ? mails.all() : mails.to(to);
        return first(query, "format").filter("json"::equals).isPresent()
                ? send(response, "application/json", "default-src 'none'", InboxJson.of(found))
                : send(response, "text/html", PAGE_POLICY, InboxHtml.page(found, to));
    }

    private Publisher<Void> html(HttpServerRequest request, HttpServerResponse response) {
        return number(request)
                .flatMap(mails::numbered)
                .map(mail -> send(response, "text/html", MAIL_POLICY, mail.html()))
                .orElseGet(response::sendNotFound);
    }

    private static Optional<Long> number(HttpServerRequest request) {
        return Optional.ofNullable(request.param("number"))
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    private static Publisher<Void> asset(HttpServerResponse response, String name, String type) {
        return send(response, type, "default-src 'none'", Assets.text(name));
    }

    private static Mono<Void> send(HttpServerResponse response, String type, String policy, String body) {
        return response.header(HttpHeaderNames.CONTENT_TYPE, type + "; charset=utf-8")
                .header("Content-Security-Policy", policy)
                .sendString(Mono.just(body))
                .then();
    }

    private static Optional<String> first(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /// What a route does.
    @FunctionalInterface
    private interface Answer
            extends java.util.function.BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {}
}
