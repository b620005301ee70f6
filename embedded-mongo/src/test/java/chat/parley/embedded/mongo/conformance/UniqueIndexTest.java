package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoServerException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.IndexOptions;
import org.junit.jupiter.api.Test;

/// Values that only one document may have.
///
/// @see <a href="https://www.mongodb.com/docs/manual/core/index-unique/">Unique indexes</a>
/// @see <a href="https://www.mongodb.com/docs/manual/core/index-sparse/">Sparse indexes</a>
final class UniqueIndexTest extends Conformance {
    private static final int DUPLICATE_KEY = 11000;

    @Test
    void refusesASecondDocumentWithTheValue() {
        unique("{a: 1}");
        insert("{_id: 1, a: 1}");

        refuses("{_id: 2, a: 1}");
        insert("{_id: 3, a: 2}");
    }

    @Test
    void takesMissingForNull() {
        unique("{a: 1}");
        insert("{_id: 1}");

        refuses("{_id: 2}");
        refuses("{_id: 3, a: null}");
    }

    @Test
    void allowsManyDocumentsWithoutTheFieldIfSparse() {
        entries.createIndex(json("{a: 1}"), new IndexOptions().unique(true).sparse(true));
        insert("{_id: 1}", "{_id: 2}", "{_id: 3, a: null}");

        refuses("{_id: 4, a: null}");
        assertThat(ids("{a: null}")).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void findsDocumentsThatASparseIndexDoesNotHold() {
        entries.createIndex(json("{a: 1}"), new IndexOptions().sparse(true));
        insert("{_id: 1}", "{_id: 2, a: 1}");

        assertThat(ids("{}", "{a: 1}")).containsExactly(1, 2);
        assertThat(ids("{a: {$ne: 1}}")).containsExactly(1);
        assertThat(ids("{a: {$exists: false}}")).containsExactly(1);
    }

    @Test
    void comparesAllFieldsOfACompoundIndex() {
        unique("{a: 1, b: -1}");
        insert("{_id: 1, a: 1, b: 1}", "{_id: 2, a: 1, b: 2}", "{_id: 3, a: 1}");

        refuses("{_id: 4, a: 1, b: 2}");
        refuses("{_id: 5, a: 1}");
    }

    @Test
    void comparesEachElementOfAnArray() {
        unique("{a: 1}");
        insert("{_id: 1, a: [1, 2]}", "{_id: 2, a: 3}");

        refuses("{_id: 3, a: 2}");
        refuses("{_id: 4, a: [3, 4]}");
    }

    @Test
    void allowsAValueTwiceInOneDocument() {
        unique("{a: 1}");
        insert("{_id: 1, a: [1, 1]}");

        assertThat(ids("{a: 1}")).containsExactly(1);
    }

    @Test
    void comparesNumbersOfDifferentTypes() {
        unique("{a: 1}");
        insert("{_id: 1, a: 1}");

        refuses("{_id: 2, a: 1.0}");
        refuses("{_id: 3, a: NumberLong('1')}");
        refuses("{_id: 4, a: NumberDecimal('1.00')}");
    }

    @Test
    void freesAValueWithItsDocument() {
        unique("{a: 1}");
        insert("{_id: 1, a: 1}");
        entries.deleteOne(json("{_id: 1}"));
        insert("{_id: 2, a: 1}");

        assertThat(ids("{a: 1}")).containsExactly(2);
    }

    @Test
    void freesAValueThatWasChanged() {
        unique("{a: 1}");
        insert("{_id: 1, a: 1}");
        entries.updateOne(json("{_id: 1}"), json("{$set: {a: 2}}"));
        insert("{_id: 2, a: 1}");

        refuses("{_id: 3, a: 2}");
    }

    @Test
    void acceptsAnUpdateThatKeepsTheValue() {
        unique("{a: 1}");
        insert("{_id: 1, a: 1}");
        entries.replaceOne(json("{_id: 1}"), json("{a: 1, b: 1}"));

        assertThat(only()).isEqualTo(json("{_id: 1, a: 1, b: 1}"));
    }

    @Test
    void cannotBeMadeOfDuplicates() {
        insert("{_id: 1, a: 1}", "{_id: 2, a: 1}");
        MongoServerException refused = catchThrowableOfType(MongoServerException.class, () -> unique("{a: 1}"));

        assertThat(refused.getCode()).isEqualTo(DUPLICATE_KEY);
        assertThat(entries.listIndexes()).hasSize(1);
        insert("{_id: 3, a: 1}");
    }

    private void unique(String keys) {
        entries.createIndex(json(keys), new IndexOptions().unique(true));
    }

    private void refuses(String document) {
        assertThatThrownBy(() -> entries.insertOne(json(document)))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(DUPLICATE_KEY));
    }
}
