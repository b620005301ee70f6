package chat.parley.embedded.mongo.benchmark;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.types.Binary;

/// One conversation's messages as Parley stores them, and what is done with them.
final class Messages implements AutoCloseable {
    private static final byte[] CHAT = new byte[12];
    private static final int PAGE = 50;
    private static final String TEXT = "x".repeat(150);

    private final MongoClient client;
    private final MongoCollection<Document> collection;

    Messages(Server server) {
        client = MongoClients.create(server.uri() + "/?maxPoolSize=128");
        collection = client.getDatabase("parley").getCollection("messages");
        String ignored = collection.createIndex(
                Indexes.ascending("chatId", "sender", "clientMessageId"), new IndexOptions().unique(true));
    }

    /// Inserts one by one, so many at a time; says how many a second.
    @CanIgnoreReturnValue
    double insert(long from, int count, int inFlight) {
        AtomicLong next = new AtomicLong(from);
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(inFlight)) {
            for (int i = 0; i < inFlight; i++) {
                threads.execute(() -> insertUpTo(next, from + count));
            }
        }
        return count / seconds(begin);
    }

    private void insertUpTo(AtomicLong next, long end) {
        for (long seq = next.getAndIncrement(); seq < end; seq = next.getAndIncrement()) {
            collection.insertOne(message(seq));
        }
    }

    /// Inserts in batches of a thousand, from two threads; says how long it took.
    @CanIgnoreReturnValue
    Duration load(long from, long count) {
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (long start = from; start < from + count; start += 1_000) {
                long first = start;
                threads.execute(() -> collection.insertMany(
                        LongStream.range(first, first + 1_000)
                                .mapToObj(Messages::message)
                                .toList(),
                        new InsertManyOptions().ordered(true)));
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// The median of so many pages anywhere among the first `count` messages, in microseconds.
    @CanIgnoreReturnValue
    long page(long count, int times) {
        Random random = new Random(3);
        long[] micros = new long[times];
        for (int i = 0; i < times; i++) {
            long from = random.nextLong(Math.max(1, count - PAGE));
            long begin = System.nanoTime();
            List<Document> page = collection
                    .find(Filters.and(Filters.gte("_id", key(from)), Filters.lte("_id", key(from + PAGE - 1))))
                    .sort(Sorts.ascending("_id"))
                    .limit(PAGE)
                    .into(new ArrayList<>());
            micros[i] = (System.nanoTime() - begin) / 1_000;
            if (page.size() != PAGE) {
                throw new IllegalStateException("a page of " + page.size());
            }
        }
        Arrays.sort(micros);
        return micros[times / 2];
    }

    private static Document message(long seq) {
        byte[] id = ByteBuffer.allocate(16).putLong(seq * 31).putLong(seq).array();
        return new Document("_id", key(seq))
                .append("chatId", new Binary(CHAT))
                .append("seq", seq)
                .append("sender", new Binary(new byte[12]))
                .append("clientMessageId", new Binary(id))
                .append("text", TEXT)
                .append("createdAt", java.time.Instant.ofEpochMilli(seq));
    }

    private static Binary key(long seq) {
        return new Binary(ByteBuffer.allocate(20).put(CHAT).putLong(seq).array());
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    @Override
    public void close() {
        client.close();
    }
}
