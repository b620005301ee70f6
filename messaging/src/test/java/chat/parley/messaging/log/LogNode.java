package chat.parley.messaging.log;

import chat.parley.messaging.block.Pairs;
import chat.parley.messaging.block.Separation;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// A node that has only a log: the real beans on a real store that tests can let fail, and a fan-out that they can cut.
final class LogNode implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(20);

    private final MongoClient client;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final ConcurrentMap<ChatId, List<Batch>> applied = new ConcurrentHashMap<>();
    private final MessageLog log;
    private volatile @Nullable LogNode peer;

    LogNode(String uri, String database) {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .build());
        context.registerBean(MongoDatabase.class, () -> client.getDatabase(database));
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.registerBean(LogListener.class, () -> this::heard);
        context.registerBean(SenderCursors.class, () -> (sender, entry) -> Mono.empty());
        context.registerBean(SendAdmission.class, () -> new SendAdmission(1_000_000));
        context.registerBean(Separation.class, Pairs::new);
        context.register(LogParts.class, FaultyStore.class, BatchEncoder.class, MessageLog.class);
        context.register(bean("membership.RosterProjection"), bean("conversation.ChatStore"));
        context.refresh();
        log = context.getBean(MessageLog.class);
        context.getBean(LogStore.class).prepare().block(SOON);
    }

    MessageLog log() {
        return log;
    }

    LogStore store() {
        return context.getBean(LogStore.class);
    }

    LogParts parts() {
        return context.getBean(LogParts.class);
    }

    /// The store again, to be told how to fail.
    FaultyStore faults() {
        return context.getBean(FaultyStore.class);
    }

    RosterStore rosters() {
        return context.getBean(RosterStore.class);
    }

    /// Entries appended here are told to this node from now on; nobody with null.
    void tells(@Nullable LogNode other) {
        peer = other;
    }

    /// Seqs that reached the listener here, in order of arrival.
    List<Long> heardOf(ChatId chatId) {
        return applied.getOrDefault(chatId, List.of()).stream()
                .flatMap(batch -> java.util.stream.LongStream.rangeClosed(batch.firstSeq(), batch.lastSeq())
                        .boxed())
                .toList();
    }

    AppendOutcome append(ChatId chatId, Append append) {
        AppendOutcome outcome = log.append(chatId, append).block(SOON);
        if (outcome == null) {
            throw new AssertionError("an append without outcome");
        }
        return outcome;
    }

    List<LogEntry> history(ChatId chatId) {
        List<LogEntry> all = new java.util.ArrayList<>();
        List<LogEntry> page = log.read(chatId, 1, 100).blockOptional(SOON).orElse(List.of());
        while (!page.isEmpty()) {
            all.addAll(page);
            long next = all.size() + 1L;
            page = log.read(chatId, next, next + 99).blockOptional(SOON).orElse(List.of());
        }
        return all;
    }

    void follow(ChatId chatId) {
        List<Head> heads = log.heads(List.of(chatId)).blockOptional(SOON).orElse(List.of());
        log.interested(chatId, heads.isEmpty() ? new Head(chatId, 0, 0) : heads.getFirst());
    }

    static Append text(UserId sender, String text) {
        return new Append.Text(sender, UUID.randomUUID(), text);
    }

    @Override
    public void close() {
        context.close();
        client.close();
    }

    private void heard(Batch batch, boolean own) {
        applied.computeIfAbsent(batch.chatId(), chat -> new CopyOnWriteArrayList<>())
                .add(batch);
        LogNode other = peer;
        if (own && other != null) {
            other.log.received(batch);
        }
    }

    private static Class<?> bean(String name) {
        try {
            return Class.forName("chat.parley.messaging." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
