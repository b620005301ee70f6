package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.messaging.block.Separation;
import chat.parley.messaging.conversation.KnownPeople;
import chat.parley.messaging.log.Append;
import chat.parley.messaging.log.AppendOutcome;
import chat.parley.messaging.log.MessageLog;
import chat.parley.messaging.profile.Profiles;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRabbit;
import chat.parley.teststores.PrivateRedis;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What two nodes do when identity tells them something, over Redis or over AMQP.
final class IdentityTellsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int UNAUTHENTICATED = 4401;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final EmbeddedMongo MONGO = EmbeddedMongo.temporary();
    private static final KnownPeople IDENTITY = new KnownPeople();
    private static final PrivateRabbit RABBIT = PrivateRabbit.start();
    private static TestNode left;
    private static TestNode right;

    private final UserId ada = IDENTITY.add(TestNode.user());
    private final UserId bob = IDENTITY.add(TestNode.user());

    /// How identity tells something.
    enum Over {
        REDIS {
            @Override
            void tell(IdentityEvent event) {
                left.bean(ReactiveStringRedisTemplate.class)
                        .convertAndSend(IdentityEvent.HINTS, json(event))
                        .block(PATIENCE);
            }
        },
        AMQP {
            @Override
            void tell(IdentityEvent event) throws Exception {
                ConnectionFactory factory = new ConnectionFactory();
                factory.setUri(RABBIT.uri());
                try (Connection connection = factory.newConnection();
                        Channel channel = connection.createChannel()) {
                    channel.basicPublish(
                            IdentityEvent.EXCHANGE,
                            event.routingKey(),
                            null,
                            json(event).getBytes(StandardCharsets.UTF_8));
                }
            }
        };

        abstract void tell(IdentityEvent event) throws Exception;

        private static String json(IdentityEvent event) {
            return JsonMapper.shared().writeValueAsString(event);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        left = node();
        right = node();
        awaitQueues();
    }

    private static TestNode node() {
        return new TestNode(MONGO, PrivateRedis.shared().uri(), "told", IDENTITY.uri(), RABBIT.uri());
    }

    /// Until both nodes take a person out who is known to neither session store nor sweep.
    private static void awaitQueues() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> hears(left) && hears(right));
    }

    private static boolean hears(TestNode node) throws Exception {
        UserId somebody = TestNode.user();
        try (TestClient client = node.live(somebody)) {
            Over.AMQP.tell(new IdentityEvent.Suspended(somebody));
            Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> !client.isOpen());
            return true;
        } catch (org.awaitility.core.ConditionTimeoutException notYet) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        assertThat(left.servedByNoIndex()).isEmpty();
        left.close();
        right.close();
        IDENTITY.close();
        RABBIT.close();
        MONGO.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsSuspendedIsOutOnEveryNode(Over over) throws Exception {
        try (TestClient here = left.live(ada);
                TestClient there = right.live(ada);
                TestClient other = right.live(bob)) {
            over.tell(new IdentityEvent.Suspended(ada));
            assertThat(here.closeCode()).isEqualTo(UNAUTHENTICATED);
            assertThat(there.closeCode()).isEqualTo(UNAUTHENTICATED);
            assertThat(other.hears("error")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionThatEndedTakesItsSocketsAndNoOthers(Over over) throws Exception {
        SessionId phone = SessionId.random(RANDOM);
        try (TestClient gone = right.open().hello(right.signIn(ada, phone, Duration.ofMinutes(10)));
                TestClient stays = right.live(ada)) {
            over.tell(new IdentityEvent.SignedOut(ada, phone));
            assertThat(gone.closeCode()).isEqualTo(UNAUTHENTICATED);
            assertThat(stays.hears("error")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlockCountsAtOnceInBothDirectionsAndSoDoesItsEnd(Over over) throws Exception {
        ChatId chat = direct();
        try (TestClient a = left.live(ada);
                TestClient b = right.live(bob)) {
            a.send(chat, "hello");
            assertThat(b.seqsUpTo(chat, 2)).contains(2L);
            IDENTITY.block(bob, ada);
            over.tell(new IdentityEvent.Blocked(bob, ada));
            refused(a, chat);
            refused(b, chat);
            IDENTITY.unblock(bob, ada);
            over.tell(new IdentityEvent.Blocked(bob, ada));
            Awaitility.await().atMost(PATIENCE).until(() -> isTaken(left, chat, ada));
            Awaitility.await().atMost(PATIENCE).until(() -> isTaken(right, chat, bob));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlockEndsWhatIsSeenOfEachOther(Over over) throws Exception {
        UserId cy = TestNode.user();
        ChatId chat = left.group(ada, bob, cy);
        try (TestClient a = left.live(ada);
                TestClient b = right.live(bob);
                TestClient c = right.live(cy)) {
            a.say("{'type':'typing','chatId':'" + chat + "','active':true}");
            b.next("typing");
            IDENTITY.block(ada, bob);
            over.tell(new IdentityEvent.Blocked(ada, bob));
            for (TestNode node : List.of(left, right)) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> node.bean(Separation.class).apart(ada, bob));
            }
            c.next("typing");
            a.say("{'type':'typing','chatId':'" + chat + "','active':false}");
            c.next("typing");
            assertThat(b.hears("typing")).isFalse();
            b.say("{'type':'presence','userIds':['" + ada + "','" + cy + "']}");
            assertThat(b.next("presence").path("users")).hasSize(1);
        }
    }

    @Test
    void aMessageThatWasStoredBeforeABlockIsNotSaidToBeRefused() throws Exception {
        ChatId chat = direct();
        UUID id = UUID.randomUUID();
        assertThat(append(left, chat, new Append.Text(ada, id, "in time"))).isInstanceOf(AppendOutcome.Stored.class);
        IDENTITY.block(bob, ada);
        Over.REDIS.tell(new IdentityEvent.Blocked(bob, ada));
        try (TestClient a = left.live(ada)) {
            refused(a, chat);
            a.send(chat, id, "in time");
            assertThat(a.next("ack").path("duplicate").booleanValue()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherNameIsShownAtOnce(Over over) throws Exception {
        Profiles profiles = left.bean(Profiles.class);
        profiles.of(List.of(ada)).block(PATIENCE);
        IDENTITY.rename(ada, "Countess");
        assertThat(nameOf(profiles)).isNotEqualTo("Countess");
        over.tell(new IdentityEvent.Renamed(ada));
        Awaitility.await().atMost(PATIENCE).until(() -> "Countess".equals(nameOf(profiles)));
    }

    @Test
    void whatNobodyUnderstandsIsIgnored() throws Exception {
        left.bean(ReactiveStringRedisTemplate.class)
                .convertAndSend(IdentityEvent.HINTS, "{\"type\":\"promoted\"}")
                .block(PATIENCE);
        try (TestClient a = left.live(ada)) {
            Over.REDIS.tell(new IdentityEvent.Suspended(ada));
            assertThat(a.closeCode()).isEqualTo(UNAUTHENTICATED);
        }
    }

    @Test
    void whatIsMissedWhileTheBrokerIsAwayIsDoubtedWhenItIsBack() throws Exception {
        Separation separation = left.bean(Separation.class);
        separation.learn(List.of(ada, bob)).block(PATIENCE);
        RABBIT.kill();
        ChatId chat = direct();
        try (TestClient a = left.live(ada)) {
            a.send(chat, "without the broker");
            a.next("ack");
            IDENTITY.block(bob, ada);
            RABBIT.restart();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !separation.isKnown(List.of(ada, bob)));
            refused(a, chat);
        } finally {
            awaitQueues();
        }
    }

    /// The hint may be a moment behind: what was sent before it came is stored.
    private static void refused(TestClient client, ChatId chat) {
        Awaitility.await().atMost(PATIENCE).until(() -> isRefused(client, chat));
    }

    private static boolean isRefused(TestClient client, ChatId chat) {
        UUID id = client.send(chat, "still there?");
        JsonNode answer =
                client.nextMatching(event -> Map.of("error", "ref", "ack", "clientMessageId").entrySet().stream()
                        .anyMatch(kind -> TestClient.isType(event, kind.getKey())
                                && id.toString()
                                        .equals(event.path(kind.getValue()).stringValue(""))));
        return "FORBIDDEN".equals(answer.path("code").stringValue(""));
    }

    private static boolean isTaken(TestNode node, ChatId chat, UserId sender) {
        return append(node, chat, new Append.Text(sender, UUID.randomUUID(), "again")) instanceof AppendOutcome.Stored;
    }

    private static AppendOutcome append(TestNode node, ChatId chat, Append append) {
        AppendOutcome outcome = node.bean(MessageLog.class).append(chat, append).block(PATIENCE);
        if (outcome == null) {
            throw new AssertionError("an append without outcome");
        }
        return outcome;
    }

    private String nameOf(Profiles profiles) {
        return profiles.of(List.of(ada))
                .blockOptional(PATIENCE)
                .orElseThrow()
                .values()
                .iterator()
                .next()
                .name();
    }

    private ChatId direct() {
        ChatId chat = ChatId.random(RANDOM);
        assertThat(append(
                        left,
                        chat,
                        new Append.Notice(ada, UUID.randomUUID(), NoticeKind.CREATED, List.of(ada, bob), null)))
                .isInstanceOf(AppendOutcome.Stored.class);
        return chat;
    }
}
