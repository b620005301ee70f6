package chat.parley.contract.client;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Recorder;
import chat.parley.faults.history.Witness;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads whole conversations over a live connection, at the end.
public final class Reader implements AutoCloseable, Line.Listener {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final Map<String, Long> heads = new HashMap<>();
    private final Witness by;
    private final Line line;

    public Reader(Person person, Person.Session session, Recorder recorder, Transport transport, Door door)
            throws IOException {
        by = recorder.client(person.name() + "/final-" + transport + "-" + door.node());
        line = transport.open(door, session.signIn(), "[]", this);
        JsonNode some;
        do {
            some = await(event -> is(event, "heads"));
            some.path("heads")
                    .forEach(head -> heads.put(
                            head.path("chatId").stringValue(""),
                            head.path("seq").longValue()));
        } while (some.path("more").booleanValue(false));
    }

    /// Everything that this person may see.
    public void readAll(String chat) {
        by.reading(Act.FINAL_READ, chat);
        long after = 0;
        long head = heads.getOrDefault(chat, 0L);
        while (after < head) {
            for (JsonNode entry : ask(chat, after).path("entries")) {
                Notes.entry(by, Act.FINAL_READ, entry);
                after = entry.path("seq").longValue();
            }
        }
        by.readAll(Act.FINAL_READ, chat);
    }

    @Override
    public void heard(String json) {
        heard.add(JsonMapper.shared().readTree(json));
    }

    @Override
    public void ended(End end) {
        heard.add(JsonMapper.shared().createObjectNode().put("type", "ended").put("code", end.code()));
    }

    @Override
    public void close() {
        line.close();
    }

    /// Whoever asks too fast is told to wait.
    private JsonNode ask(String chat, long after) {
        JsonNode answer;
        do {
            line.say("{\"type\":\"resume\",\"chatId\":\"" + chat + "\",\"after\":" + after + "}");
            answer = await(event -> is(event, "error") || isPage(event, chat, after));
            Waits.millis(answer.path("retryAfterMs").longValue(0));
        } while (is(answer, "error"));
        return answer;
    }

    private JsonNode await(Predicate<JsonNode> condition) {
        JsonNode event = next();
        while (!condition.test(event)) {
            event = next();
        }
        return event;
    }

    private JsonNode next() {
        try {
            JsonNode event = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null || is(event, "ended")) {
                throw new AssertionError("no answer but " + event);
            }
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean is(JsonNode event, String type) {
        return event.path("type").stringValue("").equals(type);
    }

    /// What is pushed looks the same, and may come between.
    private static boolean isPage(JsonNode event, String chat, long after) {
        JsonNode first = event.path("entries").path(0);
        return is(event, "entries")
                && event.path("chatId").stringValue("").equals(chat)
                && (first.path("seq").longValue(0) == after + 1
                        || Book.BEGINNINGS.contains(first.path("kind").stringValue("")));
    }
}
