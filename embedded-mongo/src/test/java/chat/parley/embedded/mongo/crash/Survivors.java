package chat.parley.embedded.mongo.crash;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;

/// What is there after [BusyWriters] were killed: all that was acknowledged, no command half done, and in each index
/// exactly what the records say.
final class Survivors {
    private final Path folder;
    /// The last step of each writer after the last round: acknowledged, or in flight and done all the same.
    private final Map<Integer, Integer> present = new HashMap<>();

    Survivors(Path folder) {
        this.folder = folder;
    }

    /// Says how many steps were found.
    long check(Map<Integer, Integer> acknowledged) {
        try (EmbeddedMongo mongo = EmbeddedMongo.inFolder(folder);
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoDatabase database = client.getDatabase("test");
            long steps = 0;
            long documents = BusyWriters.FILLERS;
            for (int writer = 0; writer < BusyWriters.WRITERS; writer++) {
                List<Document> found = found(database.getCollection("entries"), writer);
                documents += found.size();
                int last = check(found, writer, acknowledged.getOrDefault(writer, 0));
                checkCount(database, writer, acknowledged.getOrDefault(writer, 0), last);
                steps += last;
            }
            checkIndexes(database, documents);
            return steps;
        }
    }

    private static void checkIndexes(MongoDatabase database, long documents) {
        Document validation = database.runCommand(new Document("validate", "entries"));
        Document keys = validation.get("keysPerIndex", Document.class);
        assertThat(validation.getList("errors", String.class)).isEmpty();
        assertThat(validation).containsEntry("valid", true).containsEntry("nrecords", documents);
        assertThat(keys).containsEntry("writer_1_n_1", documents).containsKeys("tags_1", "parts.k_1_parts.v_1");
        assertThat(database.getCollection("entries").estimatedDocumentCount()).isEqualTo(documents);
    }

    /// By two indexes and by the records the same.
    private static List<Document> found(MongoCollection<Document> entries, int writer) {
        List<Document> byRecords =
                read(entries, Filters.and(Filters.gte("_id", writer + "-"), Filters.lt("_id", writer + ".")));
        assertThat(read(entries, Filters.eq("writer", writer))).isEqualTo(byRecords);
        assertThat(read(entries, Filters.eq("tags", "w" + writer))).isEqualTo(byRecords);
        return byRecords;
    }

    private static List<Document> read(MongoCollection<Document> entries, Bson filter) {
        List<Document> found = entries.find(filter).into(new ArrayList<>());
        found.sort((one, other) -> Integer.compare(one.getInteger("n"), other.getInteger("n")));
        return found;
    }

    private int check(List<Document> found, int writer, int acknowledged) {
        Map<Integer, List<Document>> pairs = new TreeMap<>();
        found.forEach(entry -> pairs.computeIfAbsent((entry.getInteger("n") + 1) / 2, step -> new ArrayList<>())
                .add(entry));
        int last = pairs.isEmpty() ? 0 : Collections.max(pairs.keySet());
        int least = Math.max(acknowledged, present.getOrDefault(writer, 0));
        assertThat(last).isBetween(least, least + 1);
        for (int step = 1; step <= last; step++) {
            checkPair(pairs.getOrDefault(step, List.of()), last - step, step, last == acknowledged);
        }
        present.put(writer, last);
        return last;
    }

    /// @param behind how many steps followed, of which the last was finished only if that was acknowledged
    private static void checkPair(List<Document> pair, int behind, int step, boolean finished) {
        boolean mayBeDeleted = step % 2 == 0 && behind >= 2;
        boolean mustBeDeleted = mayBeDeleted && (behind > 2 || finished);
        if (mustBeDeleted) {
            assertThat(pair).isEmpty();
        } else if (!mayBeDeleted || !pair.isEmpty()) {
            assertThat(pair).hasSize(2);
        }
        boolean mustBeUpdated = behind > 1 || (behind == 1 && finished);
        List<Boolean> updated = pair.stream()
                .map(entry -> entry.getList("tags", String.class).contains("updated"))
                .distinct()
                .toList();
        assertThat(updated).hasSizeLessThanOrEqualTo(1);
        if (behind == 0 || mustBeUpdated) {
            assertThat(updated).doesNotContain(!mustBeUpdated);
        }
    }

    private static void checkCount(MongoDatabase database, int writer, int acknowledged, int last) {
        Document count =
                database.getCollection("counts").find(Filters.eq("_id", writer)).first();
        assertThat(count == null ? 0 : count.getInteger("step")).isBetween(acknowledged, last);
    }
}
