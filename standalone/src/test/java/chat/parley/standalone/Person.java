package chat.parley.standalone;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who uses Parley over HTTP, signed in by a mailed code.
final class Person {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("\\b([0-9]{6})\\b");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String address;
    private final String token;
    private final String cookie;
    private final String id;

    private Person(String address, String token, String cookie, String id) {
        this.address = address;
        this.token = token;
        this.cookie = cookie;
        this.id = id;
    }

    /// An answer: status, body, and the first cookie if one was set: the challenge, or the refresh token.
    record Answer(int status, JsonNode body, String cookie) {
        @CanIgnoreReturnValue
        JsonNode ok() {
            if (status / 100 != 2) {
                throw new AssertionError("HTTP " + status + ": " + body);
            }
            return body;
        }
    }

    /// What became of a send: acknowledged with a seq, or not known.
    record Ack(UUID clientMessageId, long seq) {}

    static Person signIn(ParleyProcess parley, String email, String name) {
        Answer asked = call(parley.address(), "POST", "/api/v1/login", "", Map.of("email", email), "");
        asked.ok();
        String code = Awaitility.await("the code for " + email)
                .atMost(PATIENCE)
                .until(() -> codeFor(parley, email), found -> !found.isEmpty());
        Answer verified = call(
                parley.address(), "POST", "/api/v1/verify", "", Map.of("email", email, "otp", code), asked.cookie());
        Person person = of(parley, verified);
        person.post("/api/v1/update/user", Map.of("name", name));
        return person;
    }

    /// The same person in the same browser, after a restart of the server.
    Person again(ParleyProcess parley) {
        return of(parley, call(parley.address(), "POST", "/api/v1/token/refresh", "", Map.of(), cookie));
    }

    String id() {
        return id;
    }

    String openDirect(Person other) {
        return post("/api/v1/chat/new", Map.of("otherUserId", other.id))
                .path("id")
                .stringValue();
    }

    Ack send(String chatId, UUID clientMessageId, String text) {
        JsonNode sent = post(
                "/api/v1/message",
                Map.of("chatId", chatId, "clientMessageId", clientMessageId.toString(), "text", text));
        return new Ack(clientMessageId, sent.path("seq").longValue());
    }

    /// All entries of a conversation.
    List<JsonNode> history(String chatId) {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page = get("/api/v1/message/" + chatId + "?from=1");
        while (!page.path("entries").isEmpty()) {
            page.path("entries").forEach(all::add);
            page = get("/api/v1/message/" + chatId + "?from=" + (all.size() + 1));
        }
        return all;
    }

    JsonNode get(String path) {
        return call(address, "GET", path, token, Map.of(), "").ok();
    }

    int statusOf(String path) {
        return call(address, "GET", path, token, Map.of(), "").status();
    }

    void signOut() {
        call(address, "POST", "/api/v1/logout", token, Map.of(), cookie).ok();
    }

    @CanIgnoreReturnValue
    private JsonNode post(String path, Map<String, Object> body) {
        return call(address, "POST", path, token, body, "").ok();
    }

    private static Person of(ParleyProcess parley, Answer signedIn) {
        JsonNode body = signedIn.ok();
        return new Person(
                parley.address(),
                body.path("accessToken").stringValue(),
                signedIn.cookie(),
                body.path("user").path("id").stringValue());
    }

    private static String codeFor(ParleyProcess parley, String email) {
        String query = "?format=json&to=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
        HttpResponse<String> answer = exchange(HttpRequest.newBuilder(URI.create(parley.inbox() + query))
                .timeout(PATIENCE)
                .build());
        JsonNode mails = JSON.readTree(answer.body());
        Matcher code = CODE.matcher(mails.path(0).path("text").asString(""));
        return code.find() ? code.group(1) : "";
    }

    private static Answer call(
            String address, String method, String path, String token, Map<String, Object> body, String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("X-Parley-Client", "web")
                .header("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        request.method(
                method,
                method.equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        HttpResponse<String> answer = exchange(request.build());
        String set = answer.headers()
                .firstValue("Set-Cookie")
                .map(each -> each.split(";", 2)[0])
                .orElse("");
        return new Answer(answer.statusCode(), JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body()), set);
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
