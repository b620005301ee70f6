package chat.parley.messaging.conversation;

import chat.parley.protocol.account.AccountBodies.Profiles;
import chat.parley.protocol.account.AccountBodies.ProfilesRequest;
import chat.parley.protocol.account.BlockBodies.BlockedBy;
import chat.parley.protocol.account.BlockBodies.BlocksAnswer;
import chat.parley.protocol.account.BlockBodies.BlocksRequest;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.id.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.databind.json.JsonMapper;

/// Stands in for identity: knows those it was told of, and whom they blocked.
public final class KnownPeople implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Set<UserId> known = ConcurrentHashMap.newKeySet();
    private final Map<UserId, Set<UserId>> blocks = new ConcurrentHashMap<>();
    private final Map<UserId, String> names = new ConcurrentHashMap<>();
    private final AtomicInteger blockQuestions = new AtomicInteger();
    private final DisposableServer server;
    private volatile boolean away;

    public KnownPeople() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(this::routes)
                .bindNow();
    }

    public String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    public UserId add(UserId user) {
        known.add(user);
        return user;
    }

    /// Without telling anybody.
    public void block(UserId user, UserId other) {
        blocks.computeIfAbsent(user, same -> ConcurrentHashMap.newKeySet()).add(other);
    }

    /// Without telling anybody.
    public void unblock(UserId user, UserId other) {
        blocks.getOrDefault(user, Set.of()).remove(other);
    }

    /// Without telling anybody.
    public void rename(UserId user, String name) {
        names.put(user, name);
    }

    /// Whether every question is answered with 503.
    public void away(boolean now) {
        away = now;
    }

    /// How often it was asked about blocks.
    public int blockQuestions() {
        return blockQuestions.get();
    }

    private void routes(HttpServerRoutes routes) {
        routes.post(
                "/internal/v1/profiles",
                (in, out) -> answer(in, out, asked -> profiles(JSON.readValue(asked, ProfilesRequest.class))));
        routes.post(
                "/internal/v1/blocks",
                (in, out) -> answer(in, out, asked -> blocks(JSON.readValue(asked, BlocksRequest.class))));
    }

    private Mono<Void> answer(HttpServerRequest in, HttpServerResponse out, Function<String, Object> answer) {
        return in.receive()
                .aggregate()
                .asString()
                .flatMap(asked -> away
                        ? out.status(503).send().then()
                        : out.header("Content-Type", "application/json")
                                .sendString(Mono.fromSupplier(() -> JSON.writeValueAsString(answer.apply(asked))))
                                .then());
    }

    private Profiles profiles(ProfilesRequest asked) {
        return new Profiles(asked.userIds().stream()
                .filter(known::contains)
                .map(user -> new UserSummary(user, names.getOrDefault(user, "N " + user)))
                .toList());
    }

    private BlocksAnswer blocks(BlocksRequest asked) {
        blockQuestions.incrementAndGet();
        return new BlocksAnswer(asked.userIds().stream()
                .filter(blocks::containsKey)
                .map(user -> new BlockedBy(user, List.copyOf(blocks.getOrDefault(user, Set.of()))))
                .toList());
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
