package chat.parley.embedded.mongo.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import chat.parley.embedded.mongo.storage.Storage;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// At a time of which only the last hundred seconds can be told as a date: an index with a longer time fails.
final class FailingExpiryTest {
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Clock CLOCK = Clock.fixed(FIRST.plusSeconds(100), ZoneOffset.UTC);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private EmbeddedBackend backend;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        backend = new EmbeddedBackend(Storage.open(folder), CLOCK);
        log.start();
        logger().addAppender(log);
        for (String collection : List.of("one", "two", "three")) {
            run(new Document("insert", collection)
                    .append("documents", List.of(new Document("_id", 1).append("at", FIRST))));
        }
    }

    @AfterEach
    void close() {
        logger().detachAppender(log);
        backend.close();
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() {
        index("one", 50);
        index("two", 1_000);
        index("three", 50);
        backend.sweep();
        assertThat(count("one")).isZero();
        assertThat(count("two")).isEqualTo(1);
        assertThat(count("three")).isZero();
    }

    @Test
    void oneThatFailsIsNamedInTheLogOnce() {
        index("two", 1_000);
        backend.sweep();
        backend.sweep();
        assertThat(log.list).hasSize(1).first().asString().contains("test.two at_1");
    }

    @Test
    void aStoreThatIsBeingClosedDoesNotWaitUntilEverythingIsRemoved() {
        index("one", 50);
        Expiry expiry = new Expiry(backend, CLOCK);
        expiry.close();
        expiry.sweep();
        assertThat(count("one")).isEqualTo(1);
    }

    private void index(String collection, int seconds) {
        Document index = new Document("key", new Document("at", 1))
                .append("name", "at_1")
                .append("expireAfterSeconds", seconds);
        run(new Document("createIndexes", collection).append("indexes", List.of(index)));
    }

    private int count(String collection) {
        return (int) java.util.Objects.requireNonNull(
                run(new Document("count", collection)).get("n"));
    }

    @CanIgnoreReturnValue
    private Document run(Document command) {
        String name = command.keySet().iterator().next();
        return backend.handleCommand(new EmbeddedChannel(), "test", name, command);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Expiry.class);
    }
}
