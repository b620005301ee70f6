package chat.parley.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.messaging.live.TestNode;
import chat.parley.messaging.person.IdentityNews;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRedis;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a client without a live connection may do, and what it is refused.
final class ConversationsOverHttpTest {
    private static final String NOBODYS = "0123456789abcdef01234567";
    private static final EmbeddedMongo MONGO = EmbeddedMongo.temporary();
    private static final KnownPeople PEOPLE = new KnownPeople();
    private static TestNode node;

    private record Answer(int status, JsonNode body) {
        String code() {
            return body.path("code").asString();
        }
    }

    private record Caller(UserId id, String token) {
        Answer get(String path) {
            return call(HttpMethod.GET, path, null);
        }

        Answer post(String path, Object body) {
            return call(HttpMethod.POST, path, body instanceof String text ? text : json(body));
        }

        Answer delete(String path) {
            return call(HttpMethod.DELETE, path, null);
        }

        Answer send(String chat, UUID id, String text) {
            return post("/api/v1/message", Map.of("chatId", chat, "clientMessageId", id, "text", text));
        }

        private Answer call(HttpMethod method, String path, @Nullable String body) {
            WebTestClient.RequestBodySpec request = http().method(method)
                    .uri(path)
                    .header("Authorization", "Bearer " + token)
                    .contentType(MediaType.APPLICATION_JSON);
            EntityExchangeResult<byte[]> result = (body == null ? request : request.bodyValue(body))
                    .exchange()
                    .expectBody()
                    .returnResult();
            byte[] bytes = Objects.requireNonNullElse(result.getResponseBody(), new byte[0]);
            return new Answer(
                    result.getStatus().value(),
                    JsonMapper.shared().readTree(bytes.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : bytes));
        }
    }

    @BeforeAll
    static void start() {
        node = new TestNode(MONGO, PrivateRedis.shared().uri(), "http", PEOPLE.uri());
    }

    @AfterAll
    static void stop() {
        // All queries of all these tests.
        assertThat(node.askedCollections()).contains("chats", "members", "messages", "pairs");
        assertThat(node.servedByNoIndex()).isEmpty();
        node.close();
        PEOPLE.close();
        MONGO.close();
    }

    @Test
    void twoPeopleHaveOneConversationWhoeverOpensIt() {
        Caller ada = caller();
        Caller bob = caller();
        String opened = open(ada, bob);
        assertThat(open(bob, ada)).isEqualTo(opened);
        assertThat(open(ada, bob)).isEqualTo(opened);
        assertThat(bob.get("/api/v1/chat/all").body().path("chats").size()).isEqualTo(1);
    }

    @Test
    void anUnknownPersonCannotBeWrittenTo() {
        Caller ada = caller();
        Answer refused = ada.post("/api/v1/chat/new", Map.of("otherUserId", NOBODYS));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.code()).isEqualTo("NOT_FOUND");
        assertThat(ada.get("/api/v1/chat/all").body().path("chats").size()).isZero();
    }

    @Test
    void whoeverBlockedSomebodyIsAsUnknownAsNobody() {
        Caller ada = caller();
        Caller bob = caller();
        PEOPLE.block(bob.id(), ada.id());
        Answer nobody = ada.post("/api/v1/chat/new", Map.of("otherUserId", NOBODYS));
        for (Answer refused : List.of(
                ada.post("/api/v1/chat/new", Map.of("otherUserId", bob.id())),
                bob.post("/api/v1/chat/new", Map.of("otherUserId", ada.id())))) {
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.body()).isEqualTo(nobody.body());
        }
        String chat = group(ada, caller());
        Answer added = ada.post(members(chat), Map.of("userIds", List.of(bob.id())));
        assertThat(added.body()).isEqualTo(nobody.body());
        assertThat(ada.post(
                                "/api/v1/chat/group",
                                Map.of(
                                        "clientRequestId", UUID.randomUUID(),
                                        "title", "with bob",
                                        "members", List.of(bob.id())))
                        .body())
                .isEqualTo(nobody.body());
    }

    @Test
    void whoeverIsBlockedWritesNoMoreAndSeesNoReceiptsButWhatWasWrittenStays() {
        Caller ada = caller();
        Caller bob = caller();
        String chat = open(ada, bob);
        assertThat(ada.send(chat, UUID.randomUUID(), "before").status()).isEqualTo(200);
        assertThat(ada.get("/api/v1/chat/" + chat).body().path("receipts").size())
                .isEqualTo(2);
        PEOPLE.block(bob.id(), ada.id());
        tell(new IdentityEvent.Blocked(bob.id(), ada.id()));
        for (Caller caller : List.of(ada, bob)) {
            Answer refused = caller.send(chat, UUID.randomUUID(), "after");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("FORBIDDEN");
            assertThat(caller.get("/api/v1/chat/" + chat)
                            .body()
                            .path("receipts")
                            .size())
                    .isEqualTo(1);
            assertThat(texts(caller.get("/api/v1/message/" + chat))).containsExactly("before");
        }
    }

    private static void tell(IdentityEvent event) {
        node.bean(IdentityNews.class).heard(JsonMapper.shared().writeValueAsBytes(event));
    }

    @Test
    void aRepeatedSendIsOneMessageAndOtherContentIsRefused() {
        Caller ada = caller();
        String chat = open(ada, caller());
        UUID id = UUID.randomUUID();
        Answer first = ada.send(chat, id, "once");
        Answer again = ada.send(chat, id, "once");
        Answer other = ada.send(chat, id, "twice");
        assertThat(first.body().path("duplicate").asBoolean()).isFalse();
        assertThat(again.body().path("seq")).isEqualTo(first.body().path("seq"));
        assertThat(again.body().path("duplicate").asBoolean()).isTrue();
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_MISMATCH");
        assertThat(texts(ada.get("/api/v1/message/" + chat))).containsExactly("once");
    }

    @Test
    void aGroupGrowsShrinksAndIsLeft() {
        Caller ada = caller();
        Caller bob = caller();
        Caller cy = caller();
        String chat = group(ada, bob);
        assertThat(cy.get("/api/v1/chat/" + chat).status()).isEqualTo(404);
        assertThat(ada.post(members(chat), Map.of("userIds", List.of(cy.id()))).status())
                .isEqualTo(204);
        assertThat(cy.send(chat, UUID.randomUUID(), "hello").status()).isEqualTo(200);
        assertThat(ada.delete(members(chat) + "/" + bob.id()).status()).isEqualTo(204);
        assertThat(bob.send(chat, UUID.randomUUID(), "still here").status()).isEqualTo(404);
        assertThat(bob.get("/api/v1/message/" + chat).status()).isEqualTo(404);
        assertThat(cy.delete(members(chat) + "/" + cy.id()).status()).isEqualTo(204);
        assertThat(cy.get("/api/v1/chat/all").body().path("chats").size()).isZero();
    }

    @Test
    void aGroupOpenedTwiceUnderOneIdIsOneGroup() {
        Caller ada = caller();
        Map<String, Object> request =
                Map.of("clientRequestId", UUID.randomUUID(), "title", "Sailing", "members", List.of(caller().id()));
        Answer first = ada.post("/api/v1/chat/group", request);
        assertThat(ada.post("/api/v1/chat/group", request).body().path("id"))
                .isEqualTo(first.body().path("id"));
        assertThat(ada.get("/api/v1/chat/all").body().path("chats").size()).isEqualTo(1);
    }

    @Test
    void onlyWhoMayChangesAGroup() {
        Caller ada = caller();
        Caller bob = caller();
        Caller cy = caller();
        String chat = group(ada, bob, cy);
        assertThat(bob.delete(members(chat) + "/" + cy.id()).code()).isEqualTo("FORBIDDEN");
        assertThat(bob.post("/api/v1/chat/" + chat + "/title", Map.of("title", "Mine"))
                        .code())
                .isEqualTo("FORBIDDEN");
        assertThat(ada.post("/api/v1/chat/" + chat + "/title", Map.of("title", "Ours"))
                        .status())
                .isEqualTo(204);
        assertThat(cy.get("/api/v1/chat/" + chat).body().path("title").asString())
                .isEqualTo("Ours");
    }

    static Stream<String> reads() {
        return Stream.of(
                "/api/v1/chat/%s", "/api/v1/chat/%s/members", "/api/v1/message/%s", "/api/v1/message/%s?from=1");
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aStrangersConversationReadsLikeNone(String path) {
        Caller stranger = caller();
        ChatId others = node.group(caller().id(), caller().id());
        assertSame(stranger.get(path.formatted(others)), stranger.get(path.formatted(NOBODYS)), others);
    }

    @Test
    void aStrangersConversationIsWrittenToLikeNone() {
        Caller stranger = caller();
        Caller owner = caller();
        String others = group(owner, caller());
        ChatId id = new ChatId(others);
        String friend = caller().id().toString();
        assertSame(stranger.send(others, UUID.randomUUID(), "x"), stranger.send(NOBODYS, UUID.randomUUID(), "x"), id);
        assertSame(
                stranger.post(members(others), Map.of("userIds", List.of(friend))),
                stranger.post(members(NOBODYS), Map.of("userIds", List.of(friend))),
                id);
        assertSame(
                stranger.delete(members(others) + "/" + owner.id()),
                stranger.delete(members(NOBODYS) + "/" + owner.id()),
                id);
        assertSame(
                stranger.delete(members(others) + "/" + stranger.id()),
                stranger.delete(members(NOBODYS) + "/" + stranger.id()),
                id);
        assertSame(
                stranger.post("/api/v1/chat/" + others + "/title", Map.of("title", "x")),
                stranger.post("/api/v1/chat/" + NOBODYS + "/title", Map.of("title", "x")),
                id);
    }

    @Test
    void historyComesInBoundedPagesFromBothSides() {
        Caller ada = caller();
        String chat = open(ada, caller());
        for (int n = 2; n <= 8; n++) {
            assertThat(ada.send(chat, UUID.randomUUID(), "m" + n).status()).isEqualTo(200);
        }
        assertThat(texts(ada.get("/api/v1/message/" + chat + "?limit=3"))).containsExactly("m6", "m7", "m8");
        assertThat(texts(ada.get("/api/v1/message/" + chat + "?before=6&limit=2")))
                .containsExactly("m4", "m5");
        assertThat(texts(ada.get("/api/v1/message/" + chat + "?from=7"))).containsExactly("m7", "m8");
        assertThat(texts(ada.get("/api/v1/message/" + chat + "?from=3&to=4"))).containsExactly("m3", "m4");
        assertThat(texts(ada.get("/api/v1/message/" + chat + "?from=100"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/message/%s?limit=1000000000",
                "/api/v1/message/%s?limit=0",
                "/api/v1/message/%s?limit=-1",
                "/api/v1/message/%s?limit=x",
                "/api/v1/message/%s?before=-1",
                "/api/v1/message/%s?before=99999999999999999999",
                "/api/v1/message/%s?from=0",
                "/api/v1/message/%s?from=9223372036854775807",
                "/api/v1/message/%s?from=5&to=4",
                "/api/v1/message/%s?from=1&to=1000",
                "/api/v1/chat/all?limit=1000&x=%s",
                "/api/v1/chat/all?cursor=%s",
                "/api/v1/chat/all?cursor=..%%2f&x=%s",
                "/api/v1/chat/%s/members?after=x",
                "/api/v1/chat/%s/members?limit=101",
                "/api/v1/chat/x%s",
                "/api/v1/message/{\"$ne\":1}%s",
            })
    void badNumbersAndIdsAreBadRequests(String path) {
        Caller ada = caller();
        Answer answer = ada.get(path.formatted(open(ada, caller()))
                .replace("{", "%7B")
                .replace("}", "%7D")
                .replace("\"", "%22"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"chatId\":\"%s\"}",
                "{\"chatId\":\"%s\",\"clientMessageId\":\"1\",\"text\":\"x\"}",
                "{\"chatId\":{\"$ne\":\"\"},\"clientMessageId\":\"6f1e1f0e-54c8-4e7c-9b1c-0a4d8d0e3b11\",\"text\":\"x\"}",
                "{\"chatId\":\"%s\",\"clientMessageId\":\"6f1e1f0e-54c8-4e7c-9b1c-0a4d8d0e3b11\",\"text\":1}",
                "{\"chatId\":\"%s\",\"clientMessageId\":\"6f1e1f0e-54c8-4e7c-9b1c-0a4d8d0e3b11\",\"text\":\"x\",\"seq\":1}",
                "{\"chatId\":\"%s\",\"clientMessageId\":\"6f1e1f0e-54c8-4e7c-9b1c-0a4d8d0e3b11\",\"text\":\"x\",\"sender\":\"a\"}",
                "{\"chatId\":\"%s\",\"clientMessageId\":\"6f1e1f0e-54c8-4e7c-9b1c-0a4d8d0e3b11\",\"text\":\"x\",\"text\":\"y\"}",
            })
    void bodiesThatAreNoSendAreBadRequests(String body) {
        Caller ada = caller();
        String chat = open(ada, caller());
        Answer answer = ada.post("/api/v1/message", body.formatted(chat));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BAD_REQUEST");
        assertThat(texts(ada.get("/api/v1/message/" + chat))).isEmpty();
    }

    @Test
    void textsHaveTheirLimits() {
        Caller ada = caller();
        String chat = open(ada, caller());
        assertThat(ada.send(chat, UUID.randomUUID(), " \n ").status()).isEqualTo(422);
        assertThat(ada.send(chat, UUID.randomUUID(), "x".repeat(4_001)).status())
                .isEqualTo(422);
        assertThat(ada.send(chat, UUID.randomUUID(), "🦦".repeat(4_000)).status())
                .isEqualTo(200);
        assertThat(ada.post("/api/v1/message", "{\"text\":\"" + "x".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void textIsKeptAsItWasWritten() {
        Caller ada = caller();
        String chat = open(ada, caller());
        String hostile = "{\"$where\":\"1\"} ${jndi:ldap://x} #{1+1} <img src=x onerror=alert(1)> \u202Eabc\r\n";
        assertThat(ada.send(chat, UUID.randomUUID(), hostile).status()).isEqualTo(200);
        assertThat(texts(ada.get("/api/v1/message/" + chat))).containsExactly(hostile);
    }

    @Test
    void withoutALivingSessionNothingIsSaid() {
        Caller nobody = new Caller(TestNode.user(), "e30.e30.e30");
        assertThat(nobody.get("/api/v1/chat/all").status()).isEqualTo(401);
        assertThat(nobody.get("/api/v1/chat/all").code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void describesItself() {
        http().get()
                .uri("/api/v1/openapi/messaging")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/api/v1/message'].post")
                .exists()
                .jsonPath("$.paths['/api/v1/chat/all'].get")
                .exists();
    }

    private static void assertSame(Answer one, Answer other, ChatId id) {
        assertThat(one.status()).isEqualTo(404);
        assertThat(one.status()).isEqualTo(other.status());
        assertThat(one.body().toString().replace(id.toString(), NOBODYS))
                .isEqualTo(other.body().toString());
    }

    private static List<String> texts(Answer page) {
        assertThat(page.status()).isEqualTo(200);
        return page.body()
                .path("entries")
                .valueStream()
                .filter(entry -> entry.has("text"))
                .map(entry -> entry.path("text").asString())
                .toList();
    }

    private static String members(String chat) {
        return "/api/v1/chat/" + chat + "/members";
    }

    private static String open(Caller me, Caller other) {
        Answer opened = me.post("/api/v1/chat/new", Map.of("otherUserId", other.id()));
        assertThat(opened.status()).isEqualTo(200);
        return opened.body().path("id").asString();
    }

    private static String group(Caller owner, Caller... others) {
        Map<String, Object> request = Map.of(
                "clientRequestId",
                UUID.randomUUID(),
                "title",
                "Group",
                "members",
                Stream.of(others).map(Caller::id).toList());
        Answer opened = owner.post("/api/v1/chat/group", request);
        assertThat(opened.status()).isEqualTo(200);
        return opened.body().path("id").asString();
    }

    private static Caller caller() {
        UserId id = PEOPLE.add(TestNode.user());
        return new Caller(id, node.signIn(id));
    }

    private static String json(Object body) {
        return JsonMapper.shared().writeValueAsString(body);
    }

    private static WebTestClient http() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + node.port())
                .build();
    }
}
