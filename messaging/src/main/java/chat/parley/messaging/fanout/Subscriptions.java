package chat.parley.messaging.fanout;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Which channels this node hears: those that somebody here wants, and 30 s longer, so that a reload costs nothing.
///
/// What is wanted and not confirmed by Redis is asked for again by each [#tidy]; so it comes back whatever happened to
/// the connection. Commands are issued under one lock (they do not block), in the order of the decisions.
final class Subscriptions {
    static final Duration LINGER = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int CHANNELS_PER_COMMAND = 500;

    private final Map<Topic, Long> lastWanted = new HashMap<>();
    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    private final Predicate<Topic> wanted;
    private final Consumer<Topic> dropped;
    private final LongSupplier nanos;
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;

    /// @param wanted whether somebody here wants it now
    /// @param dropped told when a channel is given up
    Subscriptions(Predicate<Topic> wanted, Consumer<Topic> dropped, LongSupplier nanos) {
        this.wanted = wanted;
        this.dropped = dropped;
        this.nanos = nanos;
    }

    /// The connection to subscribe on, once there is one.
    synchronized void use(StatefulRedisPubSubConnection<String, byte[]> opened) {
        connection = opened;
    }

    /// Completes when Redis confirmed that these are heard; after a second also without it: the heads repair that.
    Mono<Void> hear(Collection<? extends Topic> topics) {
        return Mono.defer(() -> subscribe(topics)).timeout(PATIENCE).onErrorComplete();
    }

    /// Redis said so.
    void confirmed(String channel) {
        confirmed.add(channel);
    }

    /// Redis, or the loss of the connection, said so.
    void lost(String channel) {
        confirmed.remove(channel);
    }

    /// The connection broke.
    void lostAll() {
        confirmed.clear();
    }

    /// Gives up what nobody wanted for long, asks again for what is missing. True when nothing is missing.
    synchronized boolean tidy() {
        long now = nanos.getAsLong();
        lastWanted.replaceAll((topic, last) -> wanted.test(topic) ? (Long) now : last);
        List<Topic> stale = lastWanted.entrySet().stream()
                .filter(entry -> now - entry.getValue() > LINGER.toNanos())
                .map(Map.Entry::getKey)
                .toList();
        stale.forEach(this::giveUp);
        List<String> missing = missing(lastWanted.keySet());
        send(missing, true);
        send(stale.stream().map(Topic::channel).toList(), false);
        send(forgotten(), false);
        return missing.isEmpty();
    }

    private synchronized Mono<Void> subscribe(Collection<? extends Topic> topics) {
        topics.forEach(topic -> lastWanted.put(topic, nanos.getAsLong()));
        List<String> missing = missing(topics);
        StatefulRedisPubSubConnection<String, byte[]> open = connection;
        if (missing.isEmpty() || open == null) {
            return Mono.empty();
        }
        send(missing, true);
        return Mono.fromCompletionStage(open.async().ping()).then();
    }

    private List<String> missing(Collection<? extends Topic> topics) {
        return topics.stream()
                .map(Topic::channel)
                .filter(channel -> !confirmed.contains(channel))
                .toList();
    }

    /// Heard, and wanted by nobody: the client of Redis subscribes again by itself what was given up while it was away.
    private List<String> forgotten() {
        if (confirmed.size() <= lastWanted.size()) {
            return List.of();
        }
        Set<String> channels = lastWanted.keySet().stream().map(Topic::channel).collect(Collectors.toSet());
        return confirmed.stream().filter(channel -> !channels.contains(channel)).toList();
    }

    private void giveUp(Topic topic) {
        lastWanted.remove(topic);
        confirmed.remove(topic.channel());
        dropped.accept(topic);
    }

    private void send(List<String> channels, boolean subscribe) {
        StatefulRedisPubSubConnection<String, byte[]> open = connection;
        if (open == null || !open.isOpen()) {
            return;
        }
        for (String[] some : parts(channels)) {
            RedisFuture<Void> unused =
                    subscribe ? open.async().subscribe(some) : open.async().unsubscribe(some);
        }
    }

    private static List<String[]> parts(List<String> channels) {
        List<String[]> parts = new ArrayList<>();
        for (int from = 0; from < channels.size(); from += CHANNELS_PER_COMMAND) {
            int to = Math.min(channels.size(), from + CHANNELS_PER_COMMAND);
            parts.add(channels.subList(from, to).toArray(String[]::new));
        }
        return parts;
    }
}
