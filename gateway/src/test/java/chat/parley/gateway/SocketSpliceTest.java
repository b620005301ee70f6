package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SocketSpliceTest {
    private static final StubService SERVICE = new StubService();
    private static final PretendService PRETEND = PretendService.that(line -> line.say(Line.UPGRADED + "at once"));
    private static TestGateway gateway;
    private static TestGateway pretending;

    @BeforeAll
    static void start() {
        gateway = TestGateway.before(SERVICE.uri());
        pretending = TestGateway.before(PRETEND.uri());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        pretending.close();
        SERVICE.close();
        PRETEND.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/rsocket", "/ws?token=ignored"})
    void carriesBytesBothWays(String path) {
        try (Line caller = gateway.connect()) {
            assertThat(caller.say(Line.upgrade(path)).head())
                    .startsWith("HTTP/1.1 101 ")
                    .contains("Sec-WebSocket-Accept: " + Line.ACCEPT);
            assertThat(caller.say(Line.frame("hello")).hear(7)).isEqualTo(Line.echo("hello"));
            assertThat(caller.say(Line.frame("again")).hear(7)).isEqualTo(Line.echo("again"));
        }
    }

    @Test
    void losesNothingThatWasSaidBehindTheRequest() {
        try (Line caller = gateway.connect()) {
            caller.say(Line.upgrade("/ws") + Line.frame("early"));
            assertThat(caller.head()).startsWith("HTTP/1.1 101 ");
            assertThat(caller.hear(7)).isEqualTo(Line.echo("early"));
        }
    }

    @Test
    void losesNothingThatWasSaidBehindTheAnswer() {
        try (Line caller = pretending.connect()) {
            assertThat(caller.say(Line.upgrade("/ws")).head()).isEqualTo(Line.UPGRADED);
            assertThat(caller.hear(7)).isEqualTo("at once");
        }
    }

    @Test
    void understandsARequestThatComesByteByByte() {
        try (Line caller = gateway.connect()) {
            Line.upgrade("/ws").chars().forEach(each -> caller.say(String.valueOf((char) each)));
            assertThat(caller.head()).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void opensASocketWhereSomethingElseWasAskedBefore() {
        try (Line caller = gateway.connect()) {
            caller.say("GET /health HTTP/1.1\r\nHost: chat.example.org\r\n\r\n");
            assertThat(caller.answer()).startsWith("HTTP/1.1 200 ");
            assertThat(caller.say(Line.upgrade("/ws")).head()).startsWith("HTTP/1.1 101 ");
            assertThat(caller.say(Line.frame("late")).hear(6)).isEqualTo(Line.echo("late"));
        }
    }

    @Test
    void tellsMessagingWhatItFoundAndNothingElse() {
        String head = Line.upgrade(
                "/ws?access_token=x",
                "X-User-Id: admin",
                "X-Forwarded-For: 8.8.8.8",
                "Forwarded: for=8.8.8.8",
                "X-Auth-Token: x",
                "Cookie: a=b",
                "Authorization: Bearer t",
                "Sec-WebSocket-Extensions: permessage-deflate",
                "Sec-WebSocket-Protocol: chat",
                "Origin: " + TestGateway.ORIGIN);
        try (Line caller = pretending.connect()) {
            assertThat(caller.say(head).head()).startsWith("HTTP/1.1 101 ");
        }
        assertThat(PRETEND.heads()
                        .getLast()
                        .toLowerCase(java.util.Locale.ROOT)
                        .strip()
                        .split("\r\n"))
                .containsExactlyInAnyOrder(
                        "get /ws http/1.1",
                        "host: 127.0.0.1:" + PRETEND.port(),
                        "upgrade: websocket",
                        "connection: upgrade",
                        "sec-websocket-key: dghlihnhbxbszsbub25jzq==",
                        "sec-websocket-version: 13",
                        "x-forwarded-for: 127.0.0.1",
                        "x-forwarded-proto: http",
                        "x-forwarded-host: chat.example.org",
                        "origin: " + TestGateway.ORIGIN);
    }
}
