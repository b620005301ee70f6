package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// How indexes come and go.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/command/createIndexes/">createIndexes</a>
/// @see <a href="https://www.mongodb.com/docs/manual/reference/command/dropIndexes/">dropIndexes</a>
/// @see <a href="https://www.mongodb.com/docs/manual/reference/error-codes/">Error codes</a>
final class IndexTest extends Conformance {
    private static final int NOT_FOUND = 27;
    private static final int INVALID_OPTIONS = 72;
    private static final int OPTIONS_CONFLICT = 85;
    private static final int KEYS_CONFLICT = 86;

    @Test
    void givesEveryCollectionAnIndexOfIds() {
        insert("{_id: 1}");

        assertThat(indexes()).hasSize(1);
        assertThat(index("_id_").get("key")).isEqualTo(json("{_id: 1}"));
    }

    @Test
    void namesAnIndexAfterItsFields() {
        assertThat(entries.createIndex(json("{a: 1, 'b.c': -1}"))).isEqualTo("a_1_b.c_-1");
        assertThat(index("a_1_b.c_-1").get("key", Document.class).toJson()).isEqualTo("{\"a\": 1, \"b.c\": -1}");
    }

    @Test
    void makesAnIndexOnce() {
        insert("{_id: 1}");
        Document first = run(creation("{a: 1}", "a_1"));
        Document second = run(creation("{a: 1}", "a_1"));

        assertThat(first).containsEntry("numIndexesBefore", 1).containsEntry("numIndexesAfter", 2);
        assertThat(second).containsEntry("numIndexesBefore", 2).containsEntry("numIndexesAfter", 2);
        assertThat(names()).containsExactlyInAnyOrder("_id_", "a_1");
    }

    @Test
    void makesTheCollectionOfAnIndex() {
        entries.createIndex(json("{a: 1}"));

        assertThat(names()).containsExactlyInAnyOrder("_id_", "a_1");
    }

    @Test
    void makesSeveralIndexes() {
        assertThat(entries.createIndexes(List.of(new IndexModel(json("{a: 1}")), new IndexModel(json("{b: -1}")))))
                .containsExactly("a_1", "b_-1");
        assertThat(names()).containsExactlyInAnyOrder("_id_", "a_1", "b_-1");
    }

    @Test
    void refusesTheSameNameForOtherFields() {
        entries.createIndex(json("{a: 1}"), new IndexOptions().name("mine"));

        assertThat(refusedIndex("{b: 1}", new IndexOptions().name("mine"))).isEqualTo(KEYS_CONFLICT);
        assertThat(refusedIndex("{a: -1}", new IndexOptions().name("mine"))).isEqualTo(KEYS_CONFLICT);
    }

    @Test
    void refusesASecondNameForAnIndex() {
        entries.createIndex(json("{a: 1}"), new IndexOptions().name("mine"));

        assertThat(refusedIndex("{a: 1}", new IndexOptions().name("yours"))).isEqualTo(OPTIONS_CONFLICT);
    }

    @Test
    void refusesTheSameNameForAUniqueIndex() {
        entries.createIndex(json("{a: 1}"));

        assertThat(refusedIndex("{a: 1}", new IndexOptions().unique(true))).isEqualTo(KEYS_CONFLICT);
    }

    @Test
    void refusesAnotherTimeOfExpiry() {
        entries.createIndex(json("{a: 1}"), new IndexOptions().expireAfter(1L, TimeUnit.HOURS));

        assertThat(refusedIndex("{a: 1}", new IndexOptions().expireAfter(2L, TimeUnit.HOURS)))
                .isEqualTo(OPTIONS_CONFLICT);
    }

    @Test
    void listsTheOptionsOfAnIndex() {
        entries.createIndex(json("{a: 1}"), new IndexOptions().unique(true).sparse(true));
        entries.createIndex(json("{b: 1}"), new IndexOptions().expireAfter(1L, TimeUnit.HOURS));

        assertThat(index("a_1")).containsEntry("unique", true).containsEntry("sparse", true);
        assertThat(index("b_1").get("expireAfterSeconds", Number.class).longValue())
                .isEqualTo(3600);
        assertThat(index("b_1")).doesNotContainKeys("unique", "sparse");
    }

    @Test
    void dropsAnIndexByItsName() {
        entries.createIndex(json("{a: 1}"));
        entries.createIndex(json("{b: 1}"));
        entries.dropIndex("a_1");

        assertThat(names()).containsExactlyInAnyOrder("_id_", "b_1");
    }

    @Test
    void dropsAnIndexByItsFields() {
        entries.createIndex(json("{a: 1, b: -1}"), new IndexOptions().name("mine"));
        entries.dropIndex(json("{a: 1, b: -1}"));

        assertThat(names()).containsExactly("_id_");
    }

    @Test
    void dropsAllIndexesButThatOfIds() {
        entries.createIndex(json("{a: 1}"));
        entries.createIndex(json("{b: 1}"));
        entries.dropIndexes();

        assertThat(names()).containsExactly("_id_");
    }

    @Test
    void refusesToDropTheIndexOfIds() {
        insert("{_id: 1}");

        assertThat(codeOf("{dropIndexes: 'entries', index: '_id_'}")).isEqualTo(INVALID_OPTIONS);
    }

    @Test
    void refusesToDropWhatIsNotThere() {
        insert("{_id: 1}");

        assertThat(codeOf("{dropIndexes: 'entries', index: 'a_1'}")).isEqualTo(NOT_FOUND);
    }

    @Test
    void makesAnIndexAgainAfterItWasDropped() {
        insert("{_id: 1, a: 1}");
        entries.createIndex(json("{a: 1}"));
        entries.dropIndex("a_1");
        insert("{_id: 2, a: 1}");
        entries.createIndex(json("{a: 1}"));

        assertThat(ids("{a: 1}")).containsExactlyInAnyOrder(1, 2);
    }

    private static String creation(String keys, String name) {
        return "{createIndexes: 'entries', indexes: [{key: " + keys + ", name: '" + name + "'}]}";
    }

    private int refusedIndex(String keys, IndexOptions options) {
        return catchThrowableOfType(MongoCommandException.class, () -> entries.createIndex(json(keys), options))
                .getErrorCode();
    }

    private List<Document> indexes() {
        return entries.listIndexes().into(new ArrayList<>());
    }

    private List<String> names() {
        return indexes().stream().map(index -> index.getString("name")).toList();
    }

    private Document index(String name) {
        return indexes().stream()
                .filter(index -> index.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }
}
