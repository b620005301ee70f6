package chat.parley.identity.account;

import chat.parley.edge.health.HealthCheck;
import chat.parley.edge.start.StoreAway;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/// The way to MongoDB: acknowledged by a majority and journaled, and nothing waits for long.
@Configuration(proxyBeanMethods = false)
class AccountDatabase {
    private static final long WRITE_SECONDS = 5;
    private static final long SELECT_SECONDS = 2;
    private static final int CONNECTIONS = 50;

    @Bean
    MongoClientSettingsBuilderCustomizer mongoPatience() {
        return settings -> settings.applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SELECT_SECONDS, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(CONNECTIONS).maxWaitTime(SELECT_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(SELECT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(2 * WRITE_SECONDS, TimeUnit.SECONDS));
    }

    @Bean
    MongoDatabase database(MongoClient client, @Value("${parley.database}") String name) {
        return client.getDatabase(name)
                .withWriteConcern(
                        WriteConcern.MAJORITY.withJournal(true).withWTimeout(WRITE_SECONDS, TimeUnit.SECONDS));
    }

    @Bean
    HealthCheck mongoHealth(MongoDatabase database) {
        return () -> ping(database);
    }

    @Bean
    SmartLifecycle mongoAtStart(MongoDatabase database) {
        return new AnswersAtStart(database);
    }

    private static Mono<Void> ping(MongoDatabase database) {
        return Mono.from(database.runCommand(new Document("ping", 1))).then();
    }

    /// Before the port opens: a MongoDB that does not answer ends the start.
    private static final class AnswersAtStart implements SmartLifecycle {
        private static final Duration PATIENCE = Duration.ofSeconds(5);

        private final MongoDatabase database;
        private volatile boolean running;

        AnswersAtStart(MongoDatabase database) {
            this.database = database;
        }

        @Override
        public void start() {
            try {
                ping(database).block(PATIENCE);
            } catch (MongoException | IllegalStateException e) {
                throw new StoreAway("MongoDB", "PARLEY_MONGODB_URI", e);
            }
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return 0;
        }
    }
}
