package chat.parley.embedded.mongo.crash;

import chat.parley.embedded.mongo.EmbeddedMongo;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;

/// A process of its own in which several threads write until somebody kills it. Each step of a writer inserts a pair of
/// documents, updates the pair before, deletes every second one of the pairs before that, and counts; then it says
/// `writer step` on its output. One of them also makes and drops an index now and then, and says so before and after.
final class BusyWriters {
    static final int WRITERS = 8;
    /// Documents that are only there to be indexed: more than an index takes in one part.
    static final int FILLERS = 12_000;

    private static final int BATCH = 1_000;
    private static final int STEPS_A_BUILD = 10;
    private static final Bson BUILT = Indexes.ascending("text", "tags");

    private final MongoCollection<Document> entries;
    private final MongoCollection<Document> counts;
    private final int writer;

    private BusyWriters(MongoDatabase database, int writer) {
        entries = database.getCollection("entries");
        counts = database.getCollection("counts");
        this.writer = writer;
    }

    static void main(String[] args) throws InterruptedException {
        try (EmbeddedMongo mongo = EmbeddedMongo.inFolder(Path.of(args[0]));
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoDatabase database = client.getDatabase("test");
            prepare(database.getCollection("entries"));
            System.out.println("ready");
            List<Thread> threads = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                BusyWriters one = new BusyWriters(database, writer);
                threads.add(Thread.ofPlatform().start(one::write));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void prepare(MongoCollection<Document> entries) {
        String pairs = entries.createIndex(Indexes.ascending("writer", "n"), new IndexOptions().unique(true));
        String tags = entries.createIndex(Indexes.ascending("tags"));
        String parts = entries.createIndex(Indexes.ascending("parts.k", "parts.v"));
        long there = entries.countDocuments(Filters.eq("writer", -1));
        for (int first = (int) there; first < FILLERS; first += BATCH) {
            entries.insertMany(IntStream.range(first, first + BATCH)
                    .mapToObj(n -> entry(-1, n))
                    .toList());
        }
        System.out.println(String.join(",", pairs, tags, parts));
    }

    private void write() {
        int last = lastStep();
        if (last > 0) {
            // What the end of the process cut off.
            finish(last);
        }
        for (int step = last + 1; ; step++) {
            entries.insertMany(List.of(entry(writer, 2 * step - 1), entry(writer, 2 * step)));
            finish(step);
            System.out.println(writer + " " + step);
            if (writer == 0 && step % STEPS_A_BUILD == 0) {
                build();
            }
        }
    }

    private int lastStep() {
        Document last = entries.find(Filters.eq("writer", writer))
                .sort(Sorts.descending("n"))
                .first();
        return last == null ? 0 : last.getInteger("n") / 2;
    }

    private void finish(int step) {
        entries.updateMany(
                pair(step - 1),
                Updates.combine(
                        Updates.set("tags", List.of("updated", "w" + writer)), Updates.addToSet("parts", part(step))));
        if (step % 2 == 0) {
            long ignored = entries.deleteMany(pair(step - 2)).getDeletedCount();
        }
        counts.updateOne(Filters.eq("_id", writer), Updates.max("step", step), new UpdateOptions().upsert(true));
    }

    private void build() {
        System.out.println("building");
        String built = entries.createIndex(BUILT);
        System.out.println("built");
        entries.dropIndex(built);
    }

    private Bson pair(int step) {
        return Filters.and(Filters.eq("writer", writer), Filters.in("n", 2 * step - 1, 2 * step));
    }

    private static Document entry(int writer, int n) {
        return new Document("_id", writer + "-" + n)
                .append("writer", writer)
                .append("n", n)
                .append("tags", List.of("w" + writer, "t" + n % 7, "u" + n % 3))
                .append("parts", List.of(part(n), part(n + 1)))
                .append("text", "x".repeat(100) + n % 11);
    }

    private static Document part(int n) {
        return new Document("k", n % 5).append("v", n);
    }
}
