package chat.parley.messaging.conversation;

import chat.parley.protocol.id.UserId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;

/// Stands in for identity: knows those it was told of.
final class KnownPeople implements AutoCloseable {
    private final Set<UserId> known = ConcurrentHashMap.newKeySet();
    private final DisposableServer server;

    KnownPeople() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(this::routes)
                .bindNow();
    }

    String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    UserId add(UserId user) {
        known.add(user);
        return user;
    }

    private void routes(HttpServerRoutes routes) {
        routes.post(
                "/internal/v1/profiles",
                (in, out) -> out.header("Content-Type", "application/json")
                        .sendString(in.receive().aggregate().asString().flatMap(asked -> Mono.just(answer(asked)))));
    }

    private String answer(String asked) {
        return known.stream()
                .filter(user -> asked.contains(user.toString()))
                .map(user -> "{\"id\":\"" + user + "\",\"name\":\"N " + user + "\"}")
                .collect(Collectors.joining(",", "{\"users\":[", "]}"));
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
