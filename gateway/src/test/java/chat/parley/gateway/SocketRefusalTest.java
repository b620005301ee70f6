package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What callers get in place of a socket; each from a gateway whose messaging would open one for anybody.
final class SocketRefusalTest {
    private static final PretendService WILLING = PretendService.that(line -> line.say(Line.UPGRADED));
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.before(WILLING.uri(), "--parley.gateway.sockets.for-head=500ms");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        WILLING.close();
    }

    static Stream<Arguments> refusals() {
        String version = "Sec-WebSocket-Version: 13";
        String first = "GET /ws HTTP/1.1";
        return Stream.of(
                Arguments.of("foreign page", Line.upgrade("/ws", "Origin: https://evil.example"), 403),
                Arguments.of("no page", Line.upgrade("/rsocket", "Origin: null"), 403),
                Arguments.of("two pages", Line.upgrade("/ws", own(), own()), 403),
                Arguments.of("old version", Line.request(first, "Sec-WebSocket-Version: 8", ""), 426),
                Arguments.of("no version", Line.request(first, "Accept: */*", ""), 426),
                Arguments.of("two versions", Line.request(first, version, version), 426),
                Arguments.of("other method", Line.request("POST /ws HTTP/1.1", version, "Content-Length: 0"), 405),
                Arguments.of("no upgrade", "GET /ws HTTP/1.1\r\nHost: a\r\n\r\n", 400),
                Arguments.of("old HTTP", Line.request("GET /ws HTTP/1.0", version, ""), 400),
                Arguments.of("two hosts", Line.upgrade("/ws", "Host: b"), 400),
                Arguments.of("bad key", Line.upgrade("/ws").replace("Key: d", "Key: !"), 400),
                Arguments.of("with a length", Line.upgrade("/ws", "Content-Length: 5") + "hello", 400),
                Arguments.of("in chunks", Line.upgrade("/ws", "Transfer-Encoding: chunked") + "0\r\n\r\n", 400),
                Arguments.of("hidden chunks", Line.upgrade("/ws", "Transfer-Encoding : chunked"), 400),
                Arguments.of("folded line", Line.upgrade("/ws", "X-A: b\r\n c"), 400),
                Arguments.of("a null", Line.upgrade("/ws", "X-A: \0"), 400),
                Arguments.of("many headers", Line.upgrade("/ws", "X-A: b\r\n".repeat(70) + "X-B: c"), 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refuses(String ignored, String request, int status) {
        int asked = WILLING.heads().size();
        try (Line caller = gateway.connect()) {
            String answer = caller.say(request).answer();
            assertThat(answer).contains(" " + status + " ").doesNotContain("101 Switching");
            assertThat(WILLING.heads()).hasSize(asked);
        }
    }

    @Test
    void answersLikeEverythingElse() {
        try (Line caller = gateway.connect()) {
            assertThat(caller.say(Line.upgrade("/ws", "Origin: https://evil.example"))
                            .answer())
                    .containsIgnoringCase("content-type: application/problem+json")
                    .containsIgnoringCase("content-security-policy: default-src 'none'")
                    .containsIgnoringCase("x-content-type-options: nosniff")
                    .contains("\"code\":\"ORIGIN_REFUSED\"");
        }
    }

    @Test
    void namesTheVersionThatItSpeaks() {
        try (Line caller = gateway.connect()) {
            String old = Line.request("GET /ws HTTP/1.1", "Sec-WebSocket-Version: 8", "");
            assertThat(caller.say(old).rest()).containsIgnoringCase("sec-websocket-version: 13");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /w", "GET /ws HTTP/1.1\r\nHost: a\r\nX-A: ", "GE"})
    void cutsOffWhoTakesTooLongOverTheRequest(String beginning) {
        try (Line caller = gateway.connect()) {
            assertThat(caller.say(beginning).rest()).isEmpty();
        }
    }

    @Test
    void refusesAHeadThatIsTooLong() {
        try (Line caller = gateway.connect()) {
            String answer = caller.say(Line.upgrade("/ws", "X-A: " + "b".repeat(20_000)))
                    .rest();
            assertThat(answer).doesNotContain(" 101 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/", "/wsx", "//ws", "/ws;a=b", "/%77s", "/rsocket/x", "/WS"})
    void opensNothingElsewhere(String path) {
        try (Line caller = gateway.connect()) {
            assertThat(caller.say(Line.upgrade(path)).head()).doesNotContain(" 101 ");
        }
    }

    @Test
    void limitsTheSocketsOfAnAddress() {
        try (TestGateway narrow = TestGateway.before(WILLING.uri(), "--parley.gateway.sockets.per-address=1");
                Line first = narrow.connect();
                Line second = narrow.connect()) {
            assertThat(first.say(Line.upgrade("/ws")).head()).contains(" 101 ");
            assertThat(second.say(Line.upgrade("/ws")).rest())
                    .contains(" 429 ", "RATE_LIMITED")
                    .containsIgnoringCase("retry-after");
        }
    }

    @Test
    void limitsTheSocketsOfAll() {
        try (TestGateway narrow = TestGateway.before(WILLING.uri(), "--parley.gateway.sockets.most=1");
                Line first = narrow.connect();
                Line second = narrow.connect()) {
            assertThat(first.say(Line.upgrade("/ws")).head()).contains(" 101 ");
            assertThat(second.say(Line.upgrade("/ws")).rest()).contains(" 503 ", "UNAVAILABLE");
        }
    }

    @Test
    void countsRequestsForSocketsLikeOthers() {
        try (TestGateway strict = TestGateway.before(
                        WILLING.uri(), "--parley.gateway.burst=1", "--parley.gateway.requests-per-second=1");
                Line first = strict.connect();
                Line second = strict.connect()) {
            assertThat(first.say(Line.upgrade("/ws")).head()).contains(" 101 ");
            assertThat(second.say(Line.upgrade("/rsocket")).answer()).contains(" 429 ", "RATE_LIMITED");
        }
    }

    /// The second request would be one for an address that nobody outside may reach.
    @Test
    void passesARefusalOfMessagingOnAndNothingThatHidesBehindTheRequest() {
        String no = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nRetry-After: 2\r\n"
                + "Server: inside\r\nContent-Length: 2\r\n\r\n{}";
        try (PretendService full = PretendService.that(line -> line.say(no));
                TestGateway before = TestGateway.before(full.uri());
                Line caller = before.connect()) {
            String hidden = "GET /internal/profiles HTTP/1.1\r\nHost: a\r\n\r\n";
            assertThat(caller.say(Line.upgrade("/ws") + hidden).rest())
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("retry-after: 2")
                    .containsIgnoringCase("content-security-policy")
                    .doesNotContain("inside")
                    .endsWith("\r\n\r\n{}");
            assertThat(full.heads()).hasSize(1);
        }
    }

    private static String own() {
        return "Origin: " + TestGateway.ORIGIN;
    }
}
