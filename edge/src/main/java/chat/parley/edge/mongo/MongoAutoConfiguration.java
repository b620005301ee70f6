package chat.parley.edge.mongo;

import chat.parley.edge.health.HealthCheck;
import com.mongodb.reactivestreams.client.MongoClient;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/// MongoDB within bounds: nobody waits for a server or a connection for more than 2 s, or for an answer for more than
/// 10; a start without MongoDB fails instead of hanging in the first requests.
@AutoConfiguration(after = MongoReactiveAutoConfiguration.class)
@ConditionalOnClass(name = "com.mongodb.reactivestreams.client.MongoClient")
class MongoAutoConfiguration {
    private static final int CONNECT_SECONDS = 2;
    private static final int ANSWER_SECONDS = 10;
    private static final int CONNECTIONS = 100;

    @Configuration(proxyBeanMethods = false)
    static class Bounds {
        @Bean
        MongoClientSettingsBuilderCustomizer mongoPatience() {
            return settings -> settings.applyToClusterSettings(
                            cluster -> cluster.serverSelectionTimeout(CONNECT_SECONDS, TimeUnit.SECONDS))
                    .applyToConnectionPoolSettings(
                            pool -> pool.maxSize(CONNECTIONS).maxWaitTime(CONNECT_SECONDS, TimeUnit.SECONDS))
                    .applyToSocketSettings(socket -> socket.connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                            .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(MongoClient.class)
    static class Answers {
        @Bean
        HealthCheck mongoHealth(MongoClient client) {
            return () -> ping(client);
        }

        @Bean
        SmartLifecycle mongoAtStart(MongoClient client, ObjectProvider<Prepared> stores) {
            return new MongoAtStart(() -> ping(client), stores.orderedStream().toList());
        }

        private static Mono<Void> ping(MongoClient client) {
            return Mono.from(client.getDatabase("admin").runCommand(new Document("ping", 1)))
                    .then();
        }
    }
}
