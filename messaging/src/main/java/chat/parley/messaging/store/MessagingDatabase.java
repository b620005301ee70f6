package chat.parley.messaging.store;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where conversations live.
@Configuration(proxyBeanMethods = false)
class MessagingDatabase {
    @Bean
    MongoDatabase database(MongoClient client, @Value("${parley.messaging.database}") String name) {
        return client.getDatabase(name);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
