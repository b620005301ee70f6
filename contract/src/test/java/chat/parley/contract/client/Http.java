package chat.parley.contract.client;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Digest;
import chat.parley.faults.history.Outcome;
import chat.parley.faults.history.Recorder;
import chat.parley.faults.history.Witness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A person's way over HTTP; each request has a line of its own in the history. Safe from any thread.
public final class Http {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int PAGE = 100;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Recorder recorder;
    private final String name;
    private final Person.Session session;
    private final String token;
    private final AtomicInteger reads = new AtomicInteger();

    public Http(Person person, Person.Session session, Recorder recorder) {
        this.recorder = recorder;
        name = person.name() + "/http";
        this.session = session;
        token = session.signIn();
    }

    /// Its session was lost; it is signed in as before.
    public void signInAgain() {
        String unused = session.signIn();
    }

    /// What an HTTP answer says.
    ///
    /// @param status 0 where none came
    public record Answer(int status, JsonNode body) {}

    /// One attempt to send; never throws.
    public Fate send(Door door, String chat, String id, String text) {
        Witness by = recorder.client(name);
        by.sending(chat, id, Digest.of(text));
        Answer answer = call(
                door,
                "POST",
                "/api/v1/message",
                "{\"chatId\":\"" + chat + "\",\"clientMessageId\":\"" + id + "\",\"text\":\"" + text + "\"}");
        Fate fate = fate(answer);
        switch (fate) {
            case Fate.Stored stored -> by.sent(chat, id, stored.id(), stored.seq());
            case Fate.Refused refused -> by.refused(chat, id);
            case Fate.Unknown unknown -> by.unknown(chat, id);
        }
        return fate;
    }

    /// A page from the middle of the history; its status.
    public int look(Door door, String chat, long from) {
        Witness by = recorder.client(name + "-" + reads.incrementAndGet());
        by.reading(Act.READ, chat);
        Answer answer = page(door, chat, from);
        answer.body().path("entries").forEach(entry -> Notes.entry(by, Act.READ, entry));
        by.add(by.line(Act.READ, answer.status() == 200 ? Outcome.OK : Outcome.FAIL)
                .in(chat));
        return answer.status();
    }

    /// Everything that this person may see of a conversation, at the end.
    public void readAll(Door door, String chat) {
        Witness by = recorder.client(name + "-final-" + door.node());
        by.reading(Act.FINAL_READ, chat);
        long from = 1;
        long head = 1;
        while (from <= head) {
            JsonNode page = mustPage(door, chat, from);
            page.path("entries").forEach(entry -> Notes.entry(by, Act.FINAL_READ, entry));
            head = page.path("head").longValue();
            from += PAGE;
        }
        by.readAll(Act.FINAL_READ, chat);
    }

    /// Every member's marks as this person is told them, at the end.
    public void readMarks(Door door, String chat) {
        Witness by = recorder.client(name + "-final-" + door.node());
        JsonNode receipts = ok(call(door, "GET", "/api/v1/chat/" + chat, null)).path("receipts");
        receipts.forEach(receipt -> Notes.receipt(by, chat, receipt));
    }

    /// Opens a group with these people; its id.
    public String group(Door door, String clientRequestId, String others) {
        String body =
                "{\"clientRequestId\":\"" + clientRequestId + "\",\"title\":\"a group\",\"members\":[" + others + "]}";
        return ok(call(door, "POST", "/api/v1/chat/group", body)).path("id").stringValue("");
    }

    /// Any call.
    public Answer call(Door door, String method, String path, @Nullable String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), json(answer.body()));
        } catch (IOException nobodyAnswers) {
            return new Answer(0, JsonMapper.shared().nullNode());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String body) {
        return body.isEmpty()
                ? JsonMapper.shared().nullNode()
                : JsonMapper.shared().readTree(body);
    }

    private static Fate fate(Answer answer) {
        return switch (answer.status()) {
            case 200 -> Fate.ofAck(answer.body());
            case 0, 500 -> new Fate.Unknown();
            default -> Fate.ofError(answer.body());
        };
    }

    private Answer page(Door door, String chat, long from) {
        return call(door, "GET", "/api/v1/message/" + chat + "?from=" + from, null);
    }

    private JsonNode mustPage(Door door, String chat, long from) {
        return ok(page(door, chat, from));
    }

    private static JsonNode ok(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError("not answered: " + answer);
        }
        return answer.body();
    }
}
