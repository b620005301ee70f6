package chat.parley.contract.client;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Recorder;
import chat.parley.faults.history.Witness;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads whole conversations over a live connection, at the end.
public final class Reader implements AutoCloseable, Line.Listener {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final Witness by;
    private final Line line;

    public Reader(Person person, Person.Session session, Recorder recorder, Transport transport, Door door)
            throws IOException {
        by = recorder.client(person.name() + "/final-" + transport + "-" + door.node());
        line = transport.open(door, session.signIn(), "[]", this);
        JsonNode heads = await("heads", "");
        while (heads.path("more").booleanValue(false)) {
            heads = await("heads", "");
        }
    }

    /// Everything that this person may see.
    public void readAll(String chat) {
        by.reading(Act.FINAL_READ, chat);
        long after = 0;
        boolean more = true;
        while (more) {
            JsonNode page = ask(chat, after);
            for (JsonNode entry : page.path("entries")) {
                Notes.entry(by, Act.FINAL_READ, entry);
                after = entry.path("seq").longValue();
            }
            more = page.path("more").booleanValue(false);
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
            answer = await("entries", chat);
        } while (answer.path("type").stringValue("").equals("error"));
        return answer;
    }

    private JsonNode await(String type, String chat) {
        try {
            while (true) {
                JsonNode event = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (event == null || event.path("type").stringValue("").equals("ended")) {
                    throw new AssertionError("no " + type + " came but " + event);
                }
                if (isAnswer(event, type, chat)) {
                    return event;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isAnswer(JsonNode event, String type, String chat) throws InterruptedException {
        if (event.path("code").stringValue("").equals("RATE_LIMITED")) {
            Thread.sleep(event.path("retryAfterMs").longValue(100));
            return true;
        }
        return event.path("type").stringValue("").equals(type)
                && event.path("chatId").stringValue("").equals(chat);
    }
}
