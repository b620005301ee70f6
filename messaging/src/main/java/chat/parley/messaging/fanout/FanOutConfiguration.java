package chat.parley.messaging.fanout;

import chat.parley.messaging.block.Separation;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the fan-out together.
///
/// The log knows the fan-out as its listener, and the fan-out's receiving side knows the log: so the two sides are
/// separate beans, and the log stands between them.
@Configuration(proxyBeanMethods = false)
class FanOutConfiguration {
    private static final int CONNECTIONS_PER_USER = 20;

    @Bean
    ConnectionRegistry connectionRegistry() {
        return new ConnectionRegistry(CONNECTIONS_PER_USER);
    }

    @Bean
    HeadChanges headChanges() {
        return new HeadChanges();
    }

    @Bean
    EnvelopeCodec envelopeCodec() {
        return new EnvelopeCodec(new SecureRandom().nextLong());
    }

    @Bean
    Publisher fanOutPublisher(EnvelopeCodec codec, RedisClient client) {
        return new Publisher(codec, client.getResources().eventExecutorGroup().next());
    }

    @Bean
    MembershipChanges membershipChanges() {
        return new MembershipChanges();
    }

    @Bean
    FanOut fanOut(
            ConnectionRegistry registry,
            Publisher publisher,
            MembershipChanges changes,
            HeadChanges heads,
            Departures departures,
            Separation separation) {
        return new FanOut(registry, publisher, changes, heads, departures, separation);
    }

    @Bean
    Subscriptions subscriptions(ConnectionRegistry registry, LogFeed feed) {
        return new Subscriptions(topic -> isWanted(registry, topic), topic -> dropped(feed, topic), System::nanoTime);
    }

    @Bean
    Audience audience(ConnectionRegistry registry, Subscriptions subscriptions, LogFeed feed) {
        return new Audience(registry, subscriptions, feed);
    }

    @Bean
    MembershipFollower membershipFollower(
            MembershipChanges changes,
            ConnectionRegistry registry,
            Audience audience,
            FanOut fanOut,
            Roll roll,
            Clock clock) {
        MembershipCheck check = new MembershipCheck(registry, changes, roll, clock);
        return new MembershipFollower(changes, registry, audience, fanOut, roll, check);
    }

    @Bean
    RedisLink redisLink(
            RedisClient client,
            RedisURI uri,
            Subscriptions subscriptions,
            Publisher publisher,
            EnvelopeCodec codec,
            FanOut fanOut,
            MembershipChanges changes,
            MembershipFollower follower,
            LogFeed feed) {
        RemoteEvents events = new RemoteEvents(codec, feed, fanOut, changes);
        return new RedisLink(client, uri, new FanOutParts(subscriptions, publisher, events, follower, feed));
    }

    private static boolean isWanted(ConnectionRegistry registry, Topic topic) {
        return switch (topic) {
            case Topic.Chat chat -> registry.isWanted(chat.id());
            case Topic.Person person -> registry.isHere(person.id());
        };
    }

    private static void dropped(LogFeed feed, Topic topic) {
        switch (topic) {
            case Topic.Chat chat -> feed.uninterested(chat.id());
            case Topic.Person person -> {}
        }
    }
}
