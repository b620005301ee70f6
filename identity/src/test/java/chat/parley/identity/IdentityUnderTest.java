package chat.parley.identity;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.account.AccountBodies.Login;
import chat.parley.protocol.account.AccountBodies.Verify;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRabbit;
import chat.parley.teststores.PrivateRedis;
import chat.parley.teststores.RecordedQueries;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The whole service on real stores, as its callers see it, with a clock that tests move.
final class IdentityUnderTest implements AutoCloseable {
    static final String SERVICE_TOKEN = "service-token-".repeat(3);
    static final String ORIGIN = "https://chat.example.org";
    static final String ADMIN = "admin@example.org";
    static final String COOKIE = "__Host-parley-refresh";
    static final String CHALLENGE = "__Host-parley-challenge";
    static final String DEVICE = "__Host-parley-device";
    /// What the one browser of these tests, unless they are about browsers, asked for codes with before.
    private static final String ASKED_WITH = "TestsTestsTestsTests00";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EmbeddedMongo mongo = EmbeddedMongo.temporary();
    private final RecordedQueries queries = new RecordedQueries();
    private final AtomicInteger clients = new AtomicInteger();
    private final TestClock clock = new TestClock();
    private final ReactiveWebServerApplicationContext context;
    private final Mailbox mailbox;
    private final WebTestClient http;
    private @Nullable Visitor admin;

    private IdentityUnderTest(String redisUri, String amqpUri, String... more) throws Exception {
        context = (ReactiveWebServerApplicationContext) IdentityApplication.builder(settings(redisUri, amqpUri))
                .initializers(starting -> prepare((GenericApplicationContext) starting))
                .run(arguments(more));
        mailbox = new Mailbox(amqpUri);
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"))
                .filter((request, next) -> next.exchange(request).flatMap(IdentityUnderTest::read))
                .responseTimeout(PATIENCE)
                .build();
    }

    private static String[] arguments(String... more) {
        Stream<String> always = Stream.of("--server.port=0", "--spring.lifecycle.timeout-per-shutdown-phase=1s");
        return Stream.concat(always, Arrays.stream(more)).toArray(String[]::new);
    }

    private void prepare(GenericApplicationContext starting) {
        starting.registerBean(Clock.class, () -> clock);
        starting.registerBean(
                "recorder",
                MongoClientSettingsBuilderCustomizer.class,
                () -> settings -> settings.addCommandListener(queries));
    }

    /// Which of the queries so far no index serves.
    Set<String> servedByNoIndex() {
        return queries.servedByNoIndex(mongo.uri(), "parley");
    }

    /// The collections that it has asked so far.
    Set<String> askedCollections() {
        return queries.collections();
    }

    /// Reads every body to its end, also where a test looks at the status only: else the connection is lost.
    private static Mono<ClientResponse> read(ClientResponse response) {
        return response.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> response.mutate()
                        .body(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body)))
                        .build());
    }

    /// The one that test classes share.
    static IdentityUnderTest shared() {
        return Shared.INSTANCE;
    }

    static IdentityUnderTest on(String redisUri, String amqpUri, String... arguments) throws Exception {
        return new IdentityUnderTest(redisUri, amqpUri, arguments);
    }

    private Map<String, Object> settings(String redisUri, String amqpUri) throws Exception {
        return Map.of(
                "PARLEY_MONGODB_URI",
                mongo.uri(),
                "PARLEY_REDIS_URI",
                redisUri,
                "PARLEY_AMQP_URI",
                amqpUri,
                "PARLEY_SERVICE_TOKEN",
                SERVICE_TOKEN,
                "PARLEY_CODE_SECRET",
                "code-secret-".repeat(3),
                "PARLEY_SIGNING_KEY_FILE",
                Files.createTempDirectory("parley-key").resolve("signing.jwk").toString(),
                "PARLEY_ORIGINS",
                ORIGIN,
                "PARLEY_ADMIN_EMAILS",
                "somebody@example.org, " + ADMIN,
                "PARLEY_TRUSTED_PROXIES",
                "127.0.0.0/8",
                "parley.password.strength",
                4);
    }

    TestClock clock() {
        return clock;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    WebTestClient http() {
        return http;
    }

    /// Asks for a code, each time from another network address.
    WebTestClient.ResponseSpec askForCode(String email) {
        return askForCode(email, anotherClient());
    }

    WebTestClient.ResponseSpec askForCode(String email, String client) {
        return http.post()
                .uri("/api/v1/login")
                .header("X-Forwarded-For", client)
                .cookie(CHALLENGE, ASKED_WITH)
                .bodyValue(Login.to(email))
                .exchange();
    }

    WebTestClient.ResponseSpec verify(String email, String code) {
        return verify(email, code, Map.of());
    }

    WebTestClient.ResponseSpec verify(String email, String code, Map<String, String> headers) {
        return http.post()
                .uri("/api/v1/verify")
                .headers(to -> headers.forEach(to::set))
                .cookie(CHALLENGE, ASKED_WITH)
                .bodyValue(Verify.by(email, code))
                .exchange();
    }

    /// Another network address each time.
    String anotherClient() {
        int client = clients.incrementAndGet();
        return "198.51." + client / 250 + "." + (client % 250 + 1);
    }

    /// The whole way from address to session.
    @CanIgnoreReturnValue
    Visitor signIn(String email) {
        return signIn(email, Map.of());
    }

    /// The same with a header more.
    @CanIgnoreReturnValue
    Visitor signIn(String email, String header, String value) {
        return signIn(email, Map.of(header, value));
    }

    private Visitor signIn(String email, Map<String, String> headers) {
        forgetPauses();
        int before = mailbox.count(canonical(email));
        askForCode(email).expectStatus().isAccepted();
        return Visitor.of(verify(email, mailbox.code(canonical(email), before + 1), headers));
    }

    /// Somebody who may everything, signed in once and again when time has gone by.
    Visitor admin() {
        Visitor known = admin;
        if (known == null || isOver(known)) {
            forgetLimits();
            known = signIn(ADMIN);
            admin = known;
        }
        return known;
    }

    private boolean isOver(Visitor visitor) {
        return get("/api/v1/me", visitor.accessToken())
                .returnResult(Void.class)
                .getStatus()
                .isError();
    }

    private static String canonical(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    WebTestClient.ResponseSpec get(String path, String accessToken) {
        return http.get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(accessToken))
                .exchange();
    }

    WebTestClient.ResponseSpec post(String path, String accessToken, Object body) {
        return http.post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(accessToken))
                .bodyValue(body)
                .exchange();
    }

    WebTestClient.ResponseSpec delete(String path, String accessToken) {
        return call(HttpMethod.DELETE, path, accessToken);
    }

    WebTestClient.ResponseSpec call(HttpMethod method, String path, String accessToken) {
        return http.method(method)
                .uri(path)
                .headers(headers -> headers.setBearerAuth(accessToken))
                .exchange();
    }

    WebTestClient.ResponseSpec refresh(ResponseCookie cookie) {
        return fromPage("/api/v1/token/refresh", cookie);
    }

    WebTestClient.ResponseSpec fromPage(String path, ResponseCookie cookie) {
        return http.post()
                .uri(path)
                .header(HttpHeaders.ORIGIN, ORIGIN)
                .header("X-Parley-Client", "web")
                .cookie(cookie.getName(), cookie.getValue())
                .exchange();
    }

    /// As if a minute had gone by in Redis.
    void forgetPauses() {
        forget("code:*:pause");
    }

    /// As if a quarter of an hour had gone by in Redis.
    void forgetLimits() {
        forgetPauses();
        forget("code:*:mails");
    }

    private void forget(String pattern) {
        redis().scan(ScanOptions.scanOptions().match(pattern).build())
                .concatMap(key -> redis().delete(key))
                .blockLast(PATIENCE);
    }

    /// As if this person had blocked these people, too.
    void fillBlocks(UserId user, List<UserId> others) {
        List<Binary> ids =
                others.stream().map(other -> new Binary(other.bytes())).toList();
        Mono.from(context.getBean(MongoDatabase.class)
                        .getCollection("blocks")
                        .updateOne(Filters.eq("_id", new Binary(user.bytes())), Updates.pushEach("users", ids)))
                .block(PATIENCE);
    }

    /// How many documents a collection holds whose keys are 16 bytes.
    long count(String collection) {
        Binary last = new Binary(HexFormat.of().parseHex("f".repeat(32)));
        return Flux.from(context.getBean(MongoDatabase.class)
                        .getCollection(collection)
                        .find(Filters.lte("_id", last)))
                .count()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    ReactiveStringRedisTemplate redis() {
        return context.getBean(ReactiveStringRedisTemplate.class);
    }

    @Override
    public void close() {
        mailbox.close();
        context.close();
        mongo.close();
    }

    private static final class Shared {
        private static final IdentityUnderTest INSTANCE = create();

        private static IdentityUnderTest create() {
            try {
                return on(PrivateRedis.shared().uri(), PrivateRabbit.shared().uri());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
