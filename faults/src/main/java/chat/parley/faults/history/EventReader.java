package chat.parley.faults.history;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads events line by line. Names that come again and again are kept once, at most 100,000 of them.
final class EventReader implements AutoCloseable {
    private static final int KEPT_NAMES = 100_000;
    /// Rules keep a bit per seq; a wild number must not exhaust the memory.
    private static final long MAX_SEQ = 100_000_000;
    private static final Map<String, Act> ACTS = byWire();
    private static final Map<String, Outcome> OUTCOMES =
            Map.of("invoke", Outcome.INVOKE, "ok", Outcome.OK, "fail", Outcome.FAIL, "info", Outcome.INFO);

    private final JsonParser json;
    private final Map<String, String> names = new HashMap<>();
    private long line;
    private long lastT;

    EventReader(InputStream in) {
        json = new JsonFactory().createParser(ObjectReadContext.empty(), in);
    }

    /// Of the event read last, from 1.
    long line() {
        return line;
    }

    /// The next event; null at the end.
    @Nullable
    Event next() {
        line++;
        try {
            JsonToken start = json.nextToken();
            if (start == null) {
                return null;
            }
            if (start != JsonToken.START_OBJECT) {
                throw new MalformedHistory(line, "not an object", null);
            }
            return inOrder(fields());
        } catch (JacksonException e) {
            throw new MalformedHistory(line, "not JSON: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public void close() {
        json.close();
    }

    private Event fields() {
        Draft draft = new Draft();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            read(name, draft);
        }
        if (draft.client.isEmpty() || draft.f == null || draft.type == null) {
            throw new MalformedHistory(line, "client, f and type are needed", null);
        }
        return new Event(
                draft.t,
                draft.client,
                draft.f,
                draft.type,
                draft.conversation,
                draft.clientMessageId,
                draft.id,
                draft.seq,
                draft.digest);
    }

    private void read(String name, Draft draft) {
        switch (name) {
            case "t" -> draft.t = json.getLongValue();
            case "client" -> draft.client = kept(json.getString());
            case "f" -> draft.f = known(ACTS, json.getString());
            case "type" -> draft.type = known(OUTCOMES, json.getString());
            case "conversation" -> draft.conversation = kept(json.getString());
            case "clientMessageId" -> draft.clientMessageId = json.getString();
            case "id" -> draft.id = json.getString();
            case "seq" -> draft.seq = inRange(json.getLongValue());
            case "digest" -> draft.digest = json.getString();
            default -> throw new MalformedHistory(line, "unknown field " + name, null);
        }
    }

    private <T> T known(Map<String, T> values, String text) {
        T value = values.get(text);
        if (value == null) {
            throw new MalformedHistory(line, "unknown word " + text, null);
        }
        return value;
    }

    private String kept(String name) {
        String known = names.get(name);
        if (known == null && names.size() < KEPT_NAMES) {
            names.put(name, name);
        }
        return known == null ? name : known;
    }

    private long inRange(long seq) {
        if (seq < 0 || seq > MAX_SEQ) {
            throw new MalformedHistory(line, "seq " + seq + " is not within 0 and " + MAX_SEQ, null);
        }
        return seq;
    }

    private Event inOrder(Event event) {
        if (event.t() < lastT) {
            throw new MalformedHistory(line, "earlier than the line before", null);
        }
        lastT = event.t();
        return event;
    }

    private static Map<String, Act> byWire() {
        Map<String, Act> acts = new HashMap<>();
        for (Act act : Act.values()) {
            acts.put(act.wire(), act);
        }
        return acts;
    }

    /// What of a line is read so far.
    private static final class Draft {
        private long t;
        private String client = "";
        private @Nullable Act f;
        private @Nullable Outcome type;
        private String conversation = "";
        private String clientMessageId = "";
        private String id = "";
        private long seq;
        private String digest = "";
    }
}
