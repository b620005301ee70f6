package chat.parley.standalone;

import chat.parley.gateway.GatewayApplication;
import chat.parley.identity.IdentityApplication;
import chat.parley.messaging.MessagingApplication;
import chat.parley.notifier.NotifierApplication;
import chat.parley.standalone.data.Secrets;
import chat.parley.standalone.tls.Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The four services, each an application context of its own with its own configuration, started side by side.
final class Services implements AutoCloseable {
    /// They share a class path; what the gateway brings is for the gateway.
    private static final List<String> GATEWAY_SWITCHES =
            List.of("spring.cloud.gateway.server.webflux.enabled", "spring.cloud.gateway.server.webflux.redis.enabled");

    /// Sockets are closed and answers given in the first second; after that only idle pools wait for stragglers.
    private static final long TO_END_SECONDS = 3;

    private final ConcurrentLinkedDeque<ConfigurableApplicationContext> running = new ConcurrentLinkedDeque<>();
    private final Options options;
    private final Stores stores;
    private final Secrets secrets;
    private final Progress progress;
    private final Optional<Certificate> certificate;

    Services(Options options, Stores stores, Secrets secrets, Optional<Certificate> certificate, Progress progress) {
        this.certificate = certificate;
        this.options = options;
        this.stores = stores;
        this.secrets = secrets;
        this.progress = progress;
    }

    /// Returns when all of them are ready; when one fails, the others are stopped and its failure is thrown.
    void start() {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<CompletableFuture<Void>> starts = new ArrayList<>();
            starts.add(start(threads, "identity", IdentityApplication.builder(Map.of()), identity()));
            starts.add(start(threads, "messaging", MessagingApplication.builder(Map.of()), messaging()));
            starts.add(start(threads, "notifier", NotifierApplication.builder(Map.of()), notifier()));
            starts.add(start(threads, "gateway", GatewayApplication.builder(Map.of()), gateway()));
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            close();
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        CompletableFuture<?>[] ends = running.stream().map(Services::end).toArray(CompletableFuture[]::new);
        running.clear();
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, TO_END_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static CompletableFuture<Void> end(ConfigurableApplicationContext service) {
        return CompletableFuture.runAsync(service::close, Thread::startVirtualThread);
    }

    private CompletableFuture<Void> start(
            ExecutorService threads, String name, SpringApplicationBuilder service, Map<String, Object> settings) {
        return CompletableFuture.runAsync(() -> start(name, service, settings), threads);
    }

    private void start(String name, SpringApplicationBuilder service, Map<String, Object> settings) {
        progress.step("starting " + name);
        running.push(service.web(WebApplicationType.REACTIVE)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .run(arguments(settings)));
        progress.step(name + " is ready");
    }

    private Map<String, Object> identity() {
        Map<String, Object> settings = service(options.identityPort());
        settings.put("spring.mongodb.uri", stores.mongo());
        settings.put("spring.data.redis.url", stores.redis());
        settings.put("parley.amqp.uri", stores.amqp());
        settings.put("parley.code.secret", secret("PARLEY_CODE_SECRET", "code-secret"));
        settings.put("parley.admin-emails", options.adminEmails());
        settings.put("parley.token.signing-key-file", secrets.file("signing-key.json"));
        settings.put("parley.trusted-proxies", "127.0.0.1,::1");
        return settings;
    }

    private Map<String, Object> messaging() {
        Map<String, Object> settings = service(options.messagingPort());
        settings.put("spring.mongodb.uri", stores.mongo());
        settings.put("spring.data.redis.url", stores.redis());
        settings.put("parley.amqp.uri", stores.amqp());
        settings.put("parley.messaging.identity-uri", local(options.identityPort()));
        settings.put("parley.trusted-proxies", "127.0.0.1,::1");
        settings.put("parley.rsocket-port", options.rsocketPort());
        return settings;
    }

    private Map<String, Object> notifier() {
        Map<String, Object> settings = service(options.notifierPort());
        settings.put("parley.amqp.uri", stores.amqp());
        settings.put("parley.smtp.uri", stores.smtp());
        settings.put("springdoc.api-docs.enabled", false);
        settings.put("parley.mail.link", options.address());
        settings.put("parley.mail.from", System.getenv().getOrDefault("PARLEY_MAIL_FROM", "parley@localhost"));
        return settings;
    }

    private Map<String, Object> gateway() {
        Map<String, Object> settings = service(options.port());
        settings.remove("server.address");
        GATEWAY_SWITCHES.forEach(settings::remove);
        settings.put("springdoc.api-docs.enabled", false);
        settings.put("parley.gateway.identity-uri", local(options.identityPort()));
        settings.put("parley.gateway.messaging-uri", local(options.messagingPort()));
        certificate.ifPresent(files -> {
            settings.put("server.ssl.certificate", files.chain().toUri());
            settings.put("server.ssl.certificate-private-key", files.key().toUri());
        });
        return settings;
    }

    /// What all of them are told. Only the gateway listens to the world.
    private Map<String, Object> service(int port) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("server.port", port);
        settings.put("server.address", "127.0.0.1");
        GATEWAY_SWITCHES.forEach(name -> settings.put(name, false));
        settings.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
        settings.put("spring.reactor.netty.shutdown-quiet-period", "0ms");
        settings.put("parley.origins", String.join(",", options.origins()));
        settings.put("parley.service-token", secret("PARLEY_SERVICE_TOKEN", "service-token"));
        settings.put("parley.token.issuer", "parley");
        if (options.loadTest()) {
            settings.put("spring.profiles.active", "load-test");
        }
        settings.put("parley.token.jwks-uri", local(options.identityPort()) + "/.well-known/jwks.json");
        return settings;
    }

    private String secret(String variable, String name) {
        String given = System.getenv(variable);
        return given == null || given.isBlank() ? secrets.secret(name) : given;
    }

    private static String local(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static String[] arguments(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }
}
