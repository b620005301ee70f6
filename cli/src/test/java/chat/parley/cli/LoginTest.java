package chat.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import picocli.CommandLine;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

/// Signing in, in one run or in two.
final class LoginTest {
    private static final String EMAIL = "ada@example.org";
    private static final String SENT = "{\"expiresInSeconds\":300,\"resendAfterSeconds\":60,\"challengeId\":\"C1\"}";
    private static final String SIGNED_IN = """
            {"accessToken":"t","expiresInSeconds":600,"refreshToken":"r","user":{"id":"a1a1a1a1a1a1a1a1a1a1a1a1",
             "email":"ada@example.org","name":"","handle":"","about":"","language":"","timeZone":"","role":"user",
             "hasPassword":false,"createdAt":"2026-01-02T03:04:05Z"}}""";

    @TempDir
    private Path folder;

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> agents = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.post("/api/v1/login", (in, to) -> answer(in, to, SENT))
                    .post("/api/v1/verify", (in, to) -> answer(in, to, SIGNED_IN)))
            .bindNow();

    @AfterEach
    void endTheServer() {
        server.disposeNow();
    }

    @Test
    void remembersBetweenTwoRunsWhichRequestTheCodeBelongsTo() {
        assertThat(login("--send-code")).isZero();
        assertThat(login("--send-code")).isZero();
        assertThat(login("--code", "123456")).isZero();
        assertThat(asked.get(0).has("challengeId")).isFalse();
        assertThat(asked.get(1).path("challengeId").stringValue()).isEqualTo("C1");
        assertThat(asked.get(2).path("challengeId").stringValue()).isEqualTo("C1");
        assertThat(asked.get(2).path("otp").stringValue()).isEqualTo("123456");
        assertThat(out.toString()).contains("Signed in as " + EMAIL);
        assertThat(folder.resolve("account.json")).exists();
        assertThat(folder.resolve("account.json.login")).doesNotExist();
        assertThat(agents).allMatch(agent -> agent.startsWith("parley ("));
    }

    @Test
    void takesNoCodeThatNobodyAskedForFromHere() {
        assertThat(login("--code", "123456")).isEqualTo(2);
        assertThat(err.toString()).contains("parley login --send-code " + EMAIL);
        assertThat(asked).isEmpty();
    }

    @Test
    void forgetsARequestThatItCannotRead() throws Exception {
        Files.writeString(folder.resolve("account.json.login"), "{");
        assertThat(login("--send-code")).isZero();
        assertThat(asked.getFirst().has("challengeId")).isFalse();
    }

    private int login(String... more) {
        CommandLine command = Parley.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>(List.of(
                "login",
                "--server",
                "http://127.0.0.1:" + server.port(),
                "--config",
                folder.resolve("account.json").toString(),
                EMAIL));
        arguments.addAll(List.of(more));
        return command.execute(arguments.toArray(String[]::new));
    }

    private Publisher<Void> answer(HttpServerRequest in, HttpServerResponse to, String json) {
        agents.add(in.requestHeaders().get(HttpHeaderNames.USER_AGENT));
        return in.receive().aggregate().asString().flatMap(body -> {
            asked.add(Json.MAPPER.readTree(body));
            return to.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .sendString(Mono.just(json))
                    .then();
        });
    }
}
