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
import org.jspecify.annotations.Nullable;

/// The keys that a document has for some fields: one, or one for each element of an array in it. Fields of the same
/// array's elements come in pairs, element by element.
///
/// For one document; sorting takes the least of them.
///
/// @see <a href="https://www.mongodb.com/docs/manual/core/indexes/index-types/index-multikey/">Multikey indexes</a>
public final class EntryKeys {
    private final List<List<@Nullable Object>> values = new ArrayList<>();
    private final boolean sparse;
    private boolean multikey;

    private EntryKeys(boolean sparse) {
        this.sparse = sparse;
    }

    /// Nothing, for a sparse index of fields that the document has none of.
    ///
    /// @param paths of the fields, taken apart by [#path(IndexKey)]
    /// @throws de.bwaldvogel.mongo.exception.MongoServerError for two arrays side by side
    public static EntryKeys of(Document document, List<List<String>> paths, boolean sparse) {
        EntryKeys keys = new EntryKeys(sparse);
        if (!keys.takeSimple(document, paths)) {
            keys.take(paths.stream().map(path -> Walk.from(document, path)).toList());
        }
        return keys;
    }

    /// The names on the way to a field.
    public static List<String> path(IndexKey field) {
        return Utils.splitPath(field.getKey());
    }

    /// The bytes of one key, behind what was written before.
    public static KeyWriter write(KeyWriter key, List<@Nullable Object> values, List<IndexKey> fields) {
        for (int i = 0; i < values.size(); i++) {
            key.value(values.get(i), fields.get(i).isAscending());
        }
        return key;
    }

    /// Each key's values, in the order of the fields.
    public List<List<@Nullable Object>> values() {
        return values;
    }

    /// Whether an array was taken apart.
    boolean isMultikey() {
        return multikey;
    }

    /// What most indexes have of most documents, at less cost than all the rest.
    private boolean takeSimple(Document document, List<List<String>> paths) {
        List<@Nullable Object> key = new ArrayList<>(paths.size());
        for (List<String> path : paths) {
            Object value = document.getOrMissing(path.getFirst());
            if (path.size() > 1 || value instanceof Collection) {
                return false;
            }
            key.add(value);
        }
        add(key);
        return true;
    }

    private void take(List<Walk> walks) {
        List<Walk> reached = walks.stream().map(Walk::on).toList();
        List<Walk> atArrays = reached.stream().filter(walk -> !walk.done()).toList();
        if (atArrays.isEmpty()) {
            List<@Nullable Object> key = new ArrayList<>(reached.size());
            reached.forEach(walk -> key.add(walk.at()));
            add(key);
            return;
        }
        multikey = true;
        takeApart(reached, shared(atArrays));
    }

    /// Once only if all paths go to positions, however many elements there are.
    private void takeApart(List<Walk> reached, Collection<?> array) {
        List<Walk> here = reached.stream().map(Walk::toPosition).toList();
        if (here.stream().noneMatch(walk -> isAt(walk, array))) {
            take(here);
            return;
        }
        Collection<?> elements = array.isEmpty() ? List.of(EmptyArray.VALUE) : array;
        for (Object element : elements) {
            take(here.stream()
                    .map(walk -> isAt(walk, array) ? walk.into(element) : walk)
                    .toList());
        }
    }

    @SuppressWarnings("ReferenceEquality") // as below
    private static boolean isAt(Walk walk, Collection<?> array) {
        return !walk.done() && walk.at() == array;
    }

    @SuppressWarnings("ReferenceEquality") // an equal array beside it is another one
    private static Collection<?> shared(List<Walk> atArrays) {
        Collection<?> array = atArrays.getFirst().array();
        for (Walk walk : atArrays) {
            if (walk.array() != array) {
                throw new CannotIndexParallelArraysError(
                        List.of(atArrays.getFirst().name(), walk.name()));
            }
        }
        return array;
    }

    private void add(List<@Nullable Object> key) {
        if (!sparse || !key.stream().allMatch(Missing.class::isInstance)) {
            values.add(key);
        }
    }
}
