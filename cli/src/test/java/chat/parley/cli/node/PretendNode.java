package chat.parley.cli.node;

import chat.parley.cli.Json;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/// The node behind all transports. Tokens are `t-` and a user's id; anything else is refused.
public final class PretendNode implements AutoCloseable {
    private static final int PAGE = 100;
    private static final String NOW = "2026-11-22T10:15:30Z";

    private final Map<String, Chat> chats = new LinkedHashMap<>();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final PretendRSocket rsocket = new PretendRSocket(this);
    private final PretendHttp http = new PretendHttp(this);
    private volatile Mischief mischief = Mischief.NONE;
    private int forgotten;

    /// Where clients find it.
    public String tcp() {
        return "tcp://127.0.0.1:" + rsocket.tcpPort();
    }

    /// RSocket over a WebSocket.
    public String rsocketWebSocket() {
        return "ws://127.0.0.1:" + rsocket.webSocketPort() + "/rsocket";
    }

    /// JSON over a WebSocket.
    public String webSocket() {
        return "ws://127.0.0.1:" + http.port() + "/ws";
    }

    /// The HTTP interface.
    public String server() {
        return "http://127.0.0.1:" + http.port();
    }

    /// From now on live entries go through this.
    public void mischief(Mischief change) {
        mischief = change;
    }

    /// So many of the next sends are acknowledged and not stored.
    public synchronized void forget(int sends) {
        forgotten = sends;
    }

    /// Connections that are there.
    public List<Line> lines() {
        return lines;
    }

    /// Commands so far, as JSON.
    public List<String> heard() {
        return heard;
    }

    /// A conversation of these users with a first entry.
    public synchronized void open(String chatId, Collection<String> users) {
        chats.computeIfAbsent(chatId, id -> new Chat(id, new ArrayList<>(), new ArrayList<>()))
                .users()
                .addAll(users);
    }

    /// Somebody writes, not over a connection.
    public synchronized void write(String chatId, String user, String text) {
        append(chat(chatId), user, UUID.randomUUID().toString(), text);
    }

    /// How far it goes.
    public synchronized long head(String chatId) {
        return chat(chatId).entries().size();
    }

    synchronized List<String> users(String chatId) {
        return List.copyOf(chat(chatId).users());
    }

    synchronized List<String> entries(String chatId, long from, long to) {
        List<String> entries = chat(chatId).entries();
        int end = (int) Math.min(to, entries.size());
        return from > end ? List.of() : List.copyOf(entries.subList((int) Math.max(from - 1, 0), end));
    }

    synchronized List<String> chatsOf(String user) {
        return chats.values().stream()
                .filter(chat -> chat.users().contains(user))
                .map(Chat::id)
                .toList();
    }

    /// Lets a client in, whose token is good.
    synchronized void hello(Line line, String token, JsonNode cursors) {
        line.enter(token.substring(2));
        lines.add(line);
        line.event("{\"type\":\"welcome\",\"connectionId\":\"n-1\",\"userId\":\"" + line.user()
                + "\",\"heartbeatMs\":10000,\"tokenExpiresAt\":\"2030-01-01T00:00:00Z\"}");
        List<String> mine = chatsOf(line.user());
        line.chats().addAll(mine);
        line.event("{\"type\":\"heads\",\"heads\":["
                + String.join(",", mine.stream().map(this::headOf).toList()) + "],\"more\":false}");
        cursors.forEach(cursor -> catchUp(
                line, cursor.path("chatId").asString(), cursor.path("seq").asLong()));
    }

    static boolean good(String token) {
        return token.startsWith("t-");
    }

    void gone(Line line) {
        lines.remove(line);
    }

    /// What a command is answered with; empty for nothing.
    synchronized String command(Line line, String json) {
        heard.add(json);
        JsonNode command = Json.MAPPER.readTree(json);
        return switch (command.path("type").asString()) {
            case "send" -> send(line, command);
            case "resume" ->
                page(command.path("chatId").asString(), command.path("after").asLong());
            case "ping" -> "{\"type\":\"pong\"}";
            default -> "";
        };
    }

    private String send(Line line, JsonNode send) {
        String name = send.path("clientMessageId").asString();
        String text = send.path("text").asString();
        Chat chat = chat(send.path("chatId").asString());
        if (text.equals("refuse me")) {
            return "{\"type\":\"error\",\"code\":\"UNPROCESSABLE\",\"message\":\"No.\",\"ref\":\"" + name
                    + "\",\"chatId\":\"" + chat.id() + "\"}";
        }
        long seq = forgets() ? chat.entries().size() : append(chat, line.user(), name, text);
        return "{\"type\":\"ack\",\"chatId\":\"" + chat.id() + "\",\"clientMessageId\":\"" + name
                + "\",\"id\":\"" + chat.id() + "-" + seq + "\",\"seq\":" + seq + ",\"createdAt\":\"" + NOW
                + "\",\"duplicate\":false}";
    }

    private boolean forgets() {
        if (forgotten == 0) {
            return false;
        }
        forgotten--;
        return true;
    }

    @CanIgnoreReturnValue
    private long append(Chat chat, String user, String name, String text) {
        for (int i = 0; i < chat.entries().size(); i++) {
            if (chat.entries().get(i).contains(name)) {
                return i + 1L;
            }
        }
        long seq = chat.entries().size() + 1L;
        String entry = Json.MAPPER.writeValueAsString(Json.MAPPER
                .createObjectNode()
                .put("type", "message")
                .put("chatId", chat.id())
                .put("seq", seq)
                .put("ordinal", seq)
                .put("sender", user)
                .put("clientMessageId", name)
                .put("messageType", "text")
                .put("text", text)
                .put("createdAt", NOW));
        chat.entries().add(entry);
        lines.stream()
                .filter(line -> line.chats().contains(chat.id()))
                .forEach(line -> mischief.deliver(line.user(), seq, entry)
                        .forEach(each -> line.event(entriesOf(chat.id(), List.of(each), false))));
        return seq;
    }

    private void catchUp(Line line, String chatId, long after) {
        if (after < head(chatId)) {
            line.event(page(chatId, after));
        }
    }

    private String page(String chatId, long after) {
        return entriesOf(chatId, entries(chatId, after + 1, after + PAGE), after + PAGE < head(chatId));
    }

    private static String entriesOf(String chatId, List<String> entries, boolean more) {
        return "{\"type\":\"entries\",\"chatId\":\"" + chatId + "\",\"entries\":[" + String.join(",", entries)
                + "],\"more\":" + more + "}";
    }

    private String headOf(String chatId) {
        return "{\"chatId\":\"" + chatId + "\",\"seq\":" + head(chatId) + ",\"ordinal\":" + head(chatId) + "}";
    }

    private Chat chat(String chatId) {
        Chat chat = chats.get(chatId);
        if (chat == null) {
            throw new IllegalArgumentException("no conversation " + chatId);
        }
        return chat;
    }

    @Override
    public void close() {
        lines.forEach(Line::cut);
        http.close();
        rsocket.close();
    }

    private record Chat(String id, List<String> users, List<String> entries) {}
}
