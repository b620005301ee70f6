package chat.parley.contract.client;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Outcome;
import chat.parley.faults.history.Witness;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a device says and hears over all of its connections, one after the other. For one thread at a time.
final class Talk {
    private static final Duration PING = Duration.ofSeconds(15);

    private final Book book;
    private final Outbox outbox = new Outbox();
    private final Marks marks = new Marks();
    private Collection<String> watched = List.of();
    private Witness live;
    private @Nullable Line line;
    private boolean welcomed;
    private volatile boolean ready;
    private long lastSaid;

    Talk(String user, Witness before) {
        book = new Book(user);
        live = before;
    }

    Book book() {
        return book;
    }

    Outbox outbox() {
        return outbox;
    }

    /// Goes on over this connection, to be witnessed so.
    void over(Line now, Witness by) {
        line = now;
        live = by;
    }

    boolean isWelcomed() {
        return welcomed;
    }

    /// Whether it knows the heads.
    boolean isReady() {
        return ready;
    }

    /// The connection is gone.
    void end(Outcome how) {
        live.is(welcomed ? Act.DISCONNECT : Act.CONNECT, welcomed ? how : Outcome.FAIL);
        line = null;
        ready = false;
        welcomed = false;
        outbox.cut();
    }

    void watch(Collection<String> people) {
        watched = people;
        sayWatched();
    }

    /// What is due by the clock.
    void tick() {
        if (ready && System.nanoTime() - lastSaid > PING.toNanos()) {
            say("{\"type\":\"ping\"}");
        }
        post();
    }

    /// Reports what was shown; nothing while it is away.
    void mark(String type, Act act, String chat) {
        long upTo = book.shown(chat);
        if (ready && upTo > 0) {
            live.add(live.line(act, Outcome.INVOKE).in(chat).at("", upTo));
            say("{\"type\":\"" + type + "\",\"chatId\":\"" + chat + "\",\"upTo\":" + upTo + "}");
        }
    }

    void hear(JsonNode event) {
        String chat = event.path("chatId").stringValue("");
        switch (event.path("type").stringValue("")) {
            case "welcome" -> welcome();
            case "heads" -> heads(event);
            case "heartbeat" -> heartbeat(event);
            case "entries" -> entries(chat, event);
            case "ack" -> outbox.outcome(event.path("clientMessageId").stringValue(""), Fate.ofAck(event));
            case "error" -> error(chat, event);
            case "receipt" -> marks.take(live, chat, event.path("receipt"));
            case "presence" -> Notes.presence(live, event.path("users"));
            case "added" -> begin(chat);
            case "removed" -> book.drop(chat);
            case "resync" -> resync(chat);
            default -> {}
        }
    }

    private void welcome() {
        welcomed = true;
        live.is(Act.CONNECT, Outcome.OK);
        book.cursors().forEach((chat, seq) -> live.saw(Act.RESUME, chat, seq));
    }

    private void heads(JsonNode event) {
        note(event);
        if (!event.path("more").booleanValue(false)) {
            ready = true;
            book.askAgain();
            sayWatched();
            post();
        }
    }

    private void heartbeat(JsonNode event) {
        note(event);
        book.askAgain();
        book.chats().forEach(this::ask);
    }

    private void note(JsonNode event) {
        event.path("heads")
                .forEach(head -> book.head(
                        head.path("chatId").stringValue(""), head.path("seq").longValue()));
    }

    private void entries(String chat, JsonNode event) {
        book.take(chat, event.path("entries")).forEach(entry -> Notes.entry(live, Act.RECV, entry));
        if (event.path("more").booleanValue(false)) {
            book.head(chat, book.shown(chat) + 1);
        }
        ask(chat);
    }

    /// What was held from an earlier membership ends where that did.
    private void begin(String chat) {
        live.saw(Act.RESYNC, chat, 0);
        book.begin(chat);
        ask(chat);
    }

    private void resync(String chat) {
        live.saw(Act.RESYNC, chat, 0);
        book.drop(chat);
        book.hold(chat, 0);
        ask(chat);
    }

    private void error(String chat, JsonNode event) {
        String ref = event.path("ref").stringValue("");
        if (!ref.isEmpty()) {
            outbox.outcome(ref, Fate.ofError(event));
        } else if (event.path("code").stringValue("").equals("NOT_FOUND")) {
            book.drop(chat);
        }
    }

    /// Sends whatever has to be.
    void post() {
        if (ready) {
            outbox.due(live).forEach(letter -> say(letter.frame()));
        }
    }

    private void ask(String chat) {
        book.missing(chat)
                .ifPresent(after -> say("{\"type\":\"resume\",\"chatId\":\"" + chat + "\",\"after\":" + after + "}"));
    }

    private void sayWatched() {
        if (!watched.isEmpty()) {
            String ids = watched.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
            say("{\"type\":\"presence\",\"userIds\":[" + ids + "]}");
        }
    }

    void say(String json) {
        Line now = line;
        if (now != null && ready) {
            lastSaid = System.nanoTime();
            now.say(json);
        }
    }
}
