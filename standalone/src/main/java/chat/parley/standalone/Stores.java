package chat.parley.standalone;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.embedded.mongo.storage.UnusableFolder;
import chat.parley.standalone.backup.BackupDesk;
import chat.parley.standalone.backup.Backups;
import chat.parley.standalone.data.DataFolder;
import chat.parley.standalone.data.Secrets;
import chat.parley.standalone.embedded.EmbeddedBroker;
import chat.parley.standalone.embedded.EmbeddedRedis;
import chat.parley.standalone.inbox.Mailbox;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The four things that services need: each the real one that the environment names, or else an embedded one.
final class Stores implements AutoCloseable {
    private final ConcurrentLinkedDeque<AutoCloseable> started = new ConcurrentLinkedDeque<>();
    private final List<String> summary = new ArrayList<>();
    private final String mongo;
    private final String redis;
    private final String amqp;
    private final String smtp;
    private Optional<String> inbox = Optional.empty();

    private Stores(Options options, DataFolder data, Secrets secrets, Progress progress) {
        // All of these answer before anything is started.
        Optional<String> realMongo = real("MongoDB", "PARLEY_MONGODB_URI");
        Optional<String> realRedis = real("Redis", "PARLEY_REDIS_URI");
        Optional<String> realBroker = real("RabbitMQ", "PARLEY_AMQP_URI");
        Optional<String> realMail = real("SMTP", "PARLEY_SMTP_URI");
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            // As slow to start as the others together.
            CompletableFuture<String> broker = CompletableFuture.supplyAsync(
                    () -> realBroker.orElseGet(() -> broker(data, secrets, progress)), beside);
            mongo = realMongo.orElseGet(() -> mongo(data, progress));
            redis = realRedis.orElseGet(() -> redis(data, secrets, progress));
            smtp = realMail.orElseGet(() -> mailbox(options, progress));
            amqp = broker.join();
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Optional<String> real(String name, String variable) {
        Optional<String> uri = Outside.uri(variable);
        summary.add("  " + name + ": " + (uri.isPresent() ? "the one in " + variable : "embedded"));
        return uri;
    }

    private String mongo(DataFolder data, Progress progress) {
        progress.step("starting the embedded MongoDB");
        try {
            EmbeddedMongo mongo = keep(EmbeddedMongo.inFolder(data.folder("mongo")));
            keep(new BackupDesk(Backups.desk(data), mongo));
            return mongo.uri();
        } catch (UnusableFolder e) {
            throw new Refusal(e.reason());
        }
    }

    private String redis(DataFolder data, Secrets secrets, Progress progress) {
        progress.step("starting the embedded Redis");
        return keep(EmbeddedRedis.start(data.folder("redis"), secrets.secret("redis-password")))
                .uri();
    }

    private String broker(DataFolder data, Secrets secrets, Progress progress) {
        progress.step("starting the embedded RabbitMQ");
        return keep(EmbeddedBroker.start(data.folder("broker"), secrets.secret("broker-password")))
                .uri();
    }

    private String mailbox(Options options, Progress progress) {
        progress.step("starting the embedded mail server");
        Mailbox mailbox = keep(Mailbox.start(0, options.inboxPort()));
        inbox = Optional.of(mailbox.pageUri());
        return mailbox.smtpUri();
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

    @CanIgnoreReturnValue
    private <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }
}
