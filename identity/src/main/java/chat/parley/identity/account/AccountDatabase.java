package chat.parley.identity.account;

import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where accounts live: every write is acknowledged by a majority and journaled.
@Configuration(proxyBeanMethods = false)
class AccountDatabase {
    private static final long WRITE_SECONDS = 5;

    @Bean
    MongoDatabase database(MongoClient client, @Value("${parley.database}") String name) {
        return client.getDatabase(name)
                .withWriteConcern(
                        WriteConcern.MAJORITY.withJournal(true).withWTimeout(WRITE_SECONDS, TimeUnit.SECONDS));
    }
}
