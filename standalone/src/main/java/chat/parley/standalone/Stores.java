package chat.parley.standalone;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.standalone.data.DataFolder;
import chat.parley.standalone.data.Secrets;
import chat.parley.standalone.embedded.EmbeddedBroker;
import chat.parley.standalone.embedded.EmbeddedRedis;
import chat.parley.standalone.inbox.Mailbox;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// The four things that services need: each the real one that the environment names, or else an embedded one.
final class Stores implements AutoCloseable {
    private final ConcurrentLinkedDeque<AutoCloseable> started = new ConcurrentLinkedDeque<>();
    private final List<String> summary = new CopyOnWriteArrayList<>();
    private final String mongo;
    private final String redis;
    private final String amqp;
    private final String smtp;
    private Optional<String> inbox = Optional.empty();

    private Stores(Options options, DataFolder data, Secrets secrets, Progress progress) {
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            // As slow to start as the others together.
            CompletableFuture<String> broker =
                    CompletableFuture.supplyAsync(() -> broker(data, secrets, progress), beside);
            mongo = choose(
                    "MongoDB",
                    "PARLEY_MONGODB_URI",
                    progress,
                    () -> keep(EmbeddedMongo.inFolder(data.folder("mongo"))).uri());
            redis = choose(
                    "Redis",
                    "PARLEY_REDIS_URI",
                    progress,
                    () -> keep(EmbeddedRedis.start(data.folder("redis"), secrets.secret("redis-password")))
                            .uri());
            smtp = choose("SMTP", "PARLEY_SMTP_URI", progress, () -> mailbox(options));
            amqp = broker.join();
        }
    }

    private String broker(DataFolder data, Secrets secrets, Progress progress) {
        return choose(
                "RabbitMQ",
                "PARLEY_AMQP_URI",
                progress,
                () -> keep(EmbeddedBroker.start(data.folder("broker"), secrets.secret("broker-password")))
                        .uri());
    }

    /// Starts what has to be started; on a failure nothing stays behind.
    static Stores start(Options options, DataFolder data, Secrets secrets, Progress progress) {
        return new Stores(options, data, secrets, progress);
    }

    String mongo() {
        return mongo;
    }

    String redis() {
        return redis;
    }

    String amqp() {
        return amqp;
    }

    String smtp() {
        return smtp;
    }

    /// Where the mails of the embedded mail server can be read; empty with a real one.
    Optional<String> inbox() {
        return inbox;
    }

    /// What is embedded and what is real, a line each.
    List<String> summary() {
        return List.copyOf(summary);
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.err.println("Parley: a store did not close cleanly: " + e);
            }
        }
    }

    private String mailbox(Options options) {
        Mailbox mailbox = keep(Mailbox.start(0, options.inboxPort()));
        inbox = Optional.of(mailbox.pageUri());
        return mailbox.smtpUri();
    }

    private String choose(String name, String variable, Progress progress, Supplier<String> embedded) {
        try {
            Optional<String> real = Outside.uri(variable);
            summary.add("  " + name + ": " + (real.isPresent() ? "the one in " + variable : "embedded"));
            if (real.isEmpty()) {
                progress.step("starting the embedded " + name);
            }
            return real.orElseGet(embedded);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }
}
