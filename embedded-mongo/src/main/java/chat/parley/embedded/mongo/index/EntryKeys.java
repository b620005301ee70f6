package chat.parley.embedded.mongo.index;

import chat.parley.embedded.mongo.key.EmptyArray;
import chat.parley.embedded.mongo.key.KeyWriter;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The keys that a document has in an index: one, or one for each element of an array in it.
///
/// @param values each key's values, in the order of the index's fields
/// @param multikey whether an array was taken apart
record EntryKeys(List<List<@Nullable Object>> values, boolean multikey) {
    /// Nothing, for a sparse index of fields that the document has none of.
    static EntryKeys of(Document document, List<IndexKey> fields, boolean sparse) {
        List<Object> found =
                fields.stream().map(field -> valueOf(document, field)).toList();
        if (sparse && found.stream().allMatch(Missing.class::isInstance)) {
            return new EntryKeys(List.of(), false);
        }
        List<String> arrays = arrays(fields, found);
        return new EntryKeys(combine(found), !arrays.isEmpty());
    }

    /// The bytes of one key, behind the number of a table.
    static KeyWriter write(int table, List<@Nullable Object> values, List<IndexKey> fields) {
        KeyWriter key = new KeyWriter().table(table);
        for (int i = 0; i < values.size(); i++) {
            key.value(values.get(i), fields.get(i).isAscending());
        }
        return key;
    }

    private static Object valueOf(Document document, IndexKey field) {
        Object value = valueAt(document, field.getKey());
        return value == null ? NullValue.NULL : value;
    }

    /// Without taking paths apart that are none, which costs more than all the rest.
    private static @Nullable Object valueAt(Document document, String path) {
        if (path.contains(Utils.PATH_DELIMITER)) {
            return Utils.getSubdocumentValueCollectionAware(document, path);
        }
        return document.containsKey(path) ? document.get(path) : Missing.getInstance();
    }

    private static List<String> arrays(List<IndexKey> fields, List<Object> found) {
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i) instanceof Collection) {
                arrays.add(fields.get(i).getKey());
            }
        }
        if (arrays.stream().map(Utils::firstFragment).distinct().count() > 1) {
            throw new CannotIndexParallelArraysError(arrays);
        }
        return arrays;
    }

    private static List<List<@Nullable Object>> combine(List<Object> found) {
        if (found.stream().noneMatch(Collection.class::isInstance)) {
            return List.of(single(found));
        }
        List<List<@Nullable Object>> keys = List.of(List.of());
        for (Object value : found) {
            keys = keys.stream().flatMap(key -> longer(key, value)).toList();
        }
        return keys;
    }

    private static List<@Nullable Object> single(List<Object> found) {
        List<@Nullable Object> key = new ArrayList<>(found.size());
        found.forEach(value -> key.add(orNull(value)));
        return key;
    }

    private static @Nullable Object orNull(Object value) {
        return value == NullValue.NULL || value instanceof Missing ? null : value;
    }

    private static Stream<List<@Nullable Object>> longer(List<@Nullable Object> key, Object value) {
        return elements(value).map(element -> {
            List<@Nullable Object> longer = new ArrayList<>(key);
            longer.add(orNull(element));
            return longer;
        });
    }

    private static Stream<Object> elements(Object value) {
        if (!(value instanceof Collection<?> array)) {
            return Stream.of(value);
        }
        return array.isEmpty()
                ? Stream.of(EmptyArray.VALUE)
                : array.stream().map(element -> element == null ? NullValue.NULL : element);
    }

    /// Streams and lists take no null.
    private enum NullValue {
        NULL
    }
}
