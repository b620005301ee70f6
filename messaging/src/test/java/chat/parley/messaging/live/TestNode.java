package chat.parley.messaging.live;

import chat.parley.edge.token.LivingSessions;
import chat.parley.edge.token.VerificationKeys;
import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.messaging.MessagingApplication;
import chat.parley.messaging.log.Append;
import chat.parley.messaging.log.AppendOutcome;
import chat.parley.messaging.log.MessageLog;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.RecordedQueries;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/// A whole messaging node on given stores, with tokens that the tests sign themselves.
public final class TestNode implements AutoCloseable {
    public static final String ORIGIN = "https://chat.example.org";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RecordedQueries queries = new RecordedQueries();
    private final String mongoUri;
    private final String database;
    private final ConfigurableApplicationContext context;

    /// A node that nobody tells who there is: names stay empty, and nobody new can be written to.
    public TestNode(EmbeddedMongo mongo, String redisUri, String database) {
        this(mongo, redisUri, database, "http://127.0.0.1:9");
    }

    /// A node that asks this identity about people.
    public TestNode(EmbeddedMongo mongo, String redisUri, String database, String identityUri) {
        this(mongo, redisUri, database, identityUri, "");
    }

    /// A node that is told over this broker, too, what identity tells.
    public TestNode(EmbeddedMongo mongo, String redisUri, String database, String identityUri, String amqpUri) {
        ApplicationContextInitializer<GenericApplicationContext> keys = this::prepare;
        mongoUri = mongo.uri();
        this.database = database;
        context = MessagingApplication.builder(Map.of())
                .initializers(keys)
                .run(
                        "--server.port=0",
                        "--parley.rsocket-port=0",
                        "--parley.live.sends-per-second=1000000",
                        "--spring.mongodb.uri=" + mongo.uri(),
                        "--spring.data.redis.url=" + redisUri,
                        "--parley.messaging.database=" + database,
                        "--parley.messaging.identity-uri=" + identityUri,
                        "--parley.amqp.uri=" + amqpUri,
                        "--parley.origins=" + ORIGIN,
                        "--parley.token.issuer=" + TestTokens.ISSUER,
                        "--parley.service-token=" + "t".repeat(32),
                        "--spring.lifecycle.timeout-per-shutdown-phase=5s");
    }

    private void prepare(GenericApplicationContext bare) {
        bare.registerBean(VerificationKeys.class, TestTokens::keys);
        bare.registerBean(
                "recorder",
                MongoClientSettingsBuilderCustomizer.class,
                () -> settings -> settings.addCommandListener(queries));
    }

    /// Which of its queries so far no index serves.
    public Set<String> servedByNoIndex() {
        return queries.servedByNoIndex(mongoUri, database);
    }

    /// The collections that it has asked so far.
    public Set<String> askedCollections() {
        return queries.collections();
    }

    /// Where it listens.
    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    TestClient open() {
        return TestClient.open(port());
    }

    TestClient live(UserId user) {
        return open().hello(signIn(user));
    }

    /// A living session's token.
    public String signIn(UserId user) {
        return signIn(user, SessionId.random(RANDOM), Duration.ofMinutes(10));
    }

    public String signIn(UserId user, SessionId session, Duration life) {
        redis().opsForHash()
                .put(LivingSessions.key(user, session), "since", "now")
                .block(PATIENCE);
        return TestTokens.token(user, session, life);
    }

    public void signOut(UserId user, SessionId session) {
        redis().delete(LivingSessions.key(user, session)).block(PATIENCE);
    }

    /// A group, past the rules about who exists.
    @CanIgnoreReturnValue
    public ChatId group(UserId owner, UserId... others) {
        ChatId chat = ChatId.random(RANDOM);
        List<UserId> members = new java.util.ArrayList<>(List.of(others));
        members.add(owner);
        notice(chat, owner, NoticeKind.CREATED, members);
        return chat;
    }

    public void notice(ChatId chat, UserId actor, NoticeKind kind, List<UserId> subjects) {
        String title = kind == NoticeKind.CREATED ? "a group" : null;
        stored(chat, new Append.Notice(actor, UUID.randomUUID(), kind, subjects, title));
    }

    public void write(ChatId chat, UserId sender, String text) {
        stored(chat, new Append.Text(sender, UUID.randomUUID(), text));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// Cuts every subscribing connection of this Redis, as a network would.
    public void cutSubscriptions() {
        RedisClient client = bean(RedisClient.class);
        try (StatefulRedisConnection<String, String> connection = client.connect(bean(RedisURI.class))) {
            long cut = connection.sync().clientKill(KillArgs.Builder.typePubsub());
            if (cut == 0) {
                throw new AssertionError("nobody was subscribed");
            }
        }
    }

    /// Somebody new.
    public static UserId user() {
        return UserId.random(RANDOM);
    }

    /// As SIGTERM does.
    public void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
    }

    private void stored(ChatId chat, Append append) {
        AppendOutcome outcome = bean(MessageLog.class).append(chat, append).block(PATIENCE);
        if (!(outcome instanceof AppendOutcome.Stored)) {
            throw new AssertionError("not stored: " + outcome);
        }
    }

    private ReactiveStringRedisTemplate redis() {
        return bean(ReactiveStringRedisTemplate.class);
    }
}
