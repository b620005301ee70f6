package chat.parley.cli.node;

import chat.parley.cli.Json;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.JsonNode;

/// The HTTP interface and the WebSocket of a [PretendNode], as far as this program uses them.
final class PretendHttp implements AutoCloseable {
    private static final String NOT_FOUND =
            "{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404,\"detail\":\"Nobody.\",\"code\":\"NOT_FOUND\"}";

    private final PretendNode node;
    private final DisposableServer server;
    private final Map<String, String> people = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    PretendHttp(PretendNode node) {
        this.node = node;
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.ws("/ws", this::talk)
                        .post("/api/v1/load-test/accounts", (in, out) -> answer(in, out, this::accounts))
                        .post("/api/v1/chat/group", (in, out) -> answer(in, out, this::group))
                        .post("/api/v1/chat/{chat}/members", (in, out) -> answer(in, out, this::add))
                        .post("/api/v1/user/find", (in, out) -> answer(in, out, this::find))
                        .get("/api/v1/chat/all", (in, out) -> answer(in, out, this::list))
                        .get("/api/v1/chat/{chat}", (in, out) -> answer(in, out, this::chat))
                        .get("/api/v1/message/{chat}", (in, out) -> answer(in, out, this::history)))
                .bindNow();
    }

    int port() {
        return server.port();
    }

    private Publisher<Void> answer(HttpServerRequest in, HttpServerResponse out, Work work) {
        return in.receive().aggregate().asString().defaultIfEmpty("{}").flatMap(body -> {
            String json = work.answer(in, Json.MAPPER.readTree(body));
            if (json.isEmpty()) {
                return out.status(204).send();
            }
            int status = json.startsWith("{\"type\":\"about:blank\"") ? 404 : 200;
            return out.status(status)
                    .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .sendString(Mono.just(json))
                    .then();
        });
    }

    private String accounts(HttpServerRequest in, JsonNode body) {
        List<String> accounts = new ArrayList<>();
        for (int i = 0; i < body.path("count").asInt(); i++) {
            String id = nextId();
            accounts.add("{\"userId\":\"" + id + "\",\"accessToken\":\"t-" + id + "\"}");
        }
        return "{\"accounts\":[" + String.join(",", accounts) + "]}";
    }

    private String group(HttpServerRequest in, JsonNode body) {
        String id = nextId();
        List<String> users = new ArrayList<>(List.of(user(in)));
        body.path("members").forEach(member -> users.add(member.asString()));
        node.open(id, users);
        return view(id);
    }

    private String add(HttpServerRequest in, JsonNode body) {
        List<String> users = new ArrayList<>();
        body.path("userIds").forEach(member -> users.add(member.asString()));
        node.open(chatOf(in), users);
        return "";
    }

    private String find(HttpServerRequest in, JsonNode body) {
        String id = people.get(body.path("email").asString());
        return id == null ? NOT_FOUND : "{\"id\":\"" + id + "\",\"name\":\"\"}";
    }

    private String list(HttpServerRequest in, JsonNode body) {
        return "{\"chats\":["
                + String.join(
                        ",", node.chatsOf(user(in)).stream().map(this::view).toList()) + "]}";
    }

    private String chat(HttpServerRequest in, JsonNode body) {
        return view(chatOf(in));
    }

    private String history(HttpServerRequest in, JsonNode body) {
        Map<String, Long> query = query(in.uri());
        String id = chatOf(in);
        long to = Math.min(query.getOrDefault("to", query.getOrDefault("before", 0L) - 1), node.head(id));
        long from = Math.max(1, query.getOrDefault("from", to - query.getOrDefault("limit", 1L) + 1));
        return "{\"chatId\":\"" + id + "\",\"entries\":[" + String.join(",", node.entries(id, from, to)) + "],\"head\":"
                + node.head(id) + "}";
    }

    private String view(String id) {
        List<String> users = node.users(id).stream()
                .map(user -> "{\"id\":\"" + user + "\",\"name\":\"\"}")
                .toList();
        return "{\"id\":\"" + id + "\",\"kind\":\"group\",\"title\":\"Room " + id + "\",\"users\":["
                + String.join(",", users) + "],\"memberCount\":" + users.size()
                + ",\"role\":\"member\",\"head\":{\"chatId\":\"" + id + "\",\"seq\":" + node.head(id)
                + ",\"ordinal\":0},\"unread\":0,\"receipts\":[],\"updatedAt\":\"2026-11-22T10:15:30Z\"}";
    }

    private String nextId() {
        return String.format(Locale.ROOT, "%024x", ids.incrementAndGet());
    }

    private static String user(HttpServerRequest in) {
        String header = Objects.requireNonNull(in.requestHeaders().get(HttpHeaderNames.AUTHORIZATION));
        return header.substring("Bearer t-".length());
    }

    private static String chatOf(HttpServerRequest in) {
        return Objects.requireNonNull(in.param("chat"));
    }

    private static Map<String, Long> query(String uri) {
        Map<String, Long> query = new HashMap<>();
        for (String part : uri.substring(uri.indexOf('?') + 1).split("&", -1)) {
            String[] pair = part.split("=", 2);
            query.put(pair[0], Long.parseLong(pair[1]));
        }
        return query;
    }

    private Publisher<Void> talk(WebsocketInbound in, WebsocketOutbound out) {
        Channel[] channel = new Channel[1];
        in.withConnection(connection -> channel[0] = connection.channel());
        Talk talk = new Talk(channel[0]);
        boolean foreign = in.headers().contains(HttpHeaderNames.ORIGIN);
        return in.aggregateFrames(1 << 20)
                .receive()
                .asString(StandardCharsets.UTF_8)
                .doOnNext(json -> talk.heard(json, foreign))
                .doFinally(end -> node.gone(talk))
                .then();
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private interface Work {
        String answer(HttpServerRequest in, JsonNode body);
    }

    private final class Talk extends Line {
        private final Channel channel;

        Talk(Channel channel) {
            this.channel = channel;
        }

        void heard(String json, boolean foreign) {
            JsonNode command = Json.MAPPER.readTree(json);
            if (!command.path("type").asString().equals("hello")) {
                String answer = node.command(this, json);
                if (!answer.isEmpty()) {
                    event(answer);
                }
            } else if (foreign || !PretendNode.good(command.path("token").asString())) {
                end(4401, "the token is not valid", 0);
            } else {
                node.hello(this, command.path("token").asString(), command.path("cursors"));
            }
        }

        @Override
        void event(String json) {
            // In the order of the calls, from whatever thread they come.
            channel.eventLoop().execute(() -> flush(json));
        }

        private void flush(String json) {
            Future<?> unused = channel.writeAndFlush(
                    new TextWebSocketFrame(Unpooled.wrappedBuffer(json.getBytes(StandardCharsets.UTF_8))));
        }

        @Override
        public void end(int code, String reason, long reconnectAfterMs) {
            node.gone(this);
            String text = reconnectAfterMs > 0 ? "reconnectAfterMs=" + reconnectAfterMs : reason;
            channel.eventLoop().execute(() -> {
                Future<?> unused = channel.writeAndFlush(new CloseWebSocketFrame(code, text));
            });
        }

        @Override
        public void cut() {
            node.gone(this);
            Future<?> unused = channel.close();
        }
    }
}
