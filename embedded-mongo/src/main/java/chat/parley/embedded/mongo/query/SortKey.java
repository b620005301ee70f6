package chat.parley.embedded.mongo.query;

import chat.parley.embedded.mongo.key.EmptyArray;
import chat.parley.embedded.mongo.key.KeyWriter;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a document belongs in an order: the same bytes as in an index, of which an array has only the first.
final class SortKey implements Comparable<SortKey> {
    private final byte[] bytes;

    private SortKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static SortKey of(Document document, List<IndexKey> fields) {
        KeyWriter key = new KeyWriter();
        for (IndexKey field : fields) {
            key.raw(first(Utils.getSubdocumentValueCollectionAware(document, field.getKey()), field.isAscending()));
        }
        return new SortKey(key.toBytes());
    }

    private static byte[] first(@Nullable Object value, boolean ascending) {
        if (!(value instanceof Collection<?> array)) {
            return write(value, ascending);
        }
        return array.stream()
                .map(element -> write(element, ascending))
                .min(Arrays::compareUnsigned)
                .orElseGet(() -> write(EmptyArray.VALUE, ascending));
    }

    private static byte[] write(@Nullable Object value, boolean ascending) {
        return new KeyWriter().value(value, ascending).toBytes();
    }

    @Override
    public int compareTo(SortKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SortKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
