package chat.parley.embedded.mongo.index;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where one goes along the path of an index's field, from a document to its value: there, or at an array on the way.
///
/// @param name of the field
/// @param at the value that was reached
/// @param rest what is left of the path; nothing at its end
/// @param done whether the value is part of a key as it is
record Walk(String name, @Nullable Object at, List<String> rest, boolean done) {
    private static final int AMBIGUOUS = 16746;
    private static final String POSITION = "0|[1-9][0-9]{0,8}";

    static Walk from(Document document, List<String> path) {
        return new Walk(String.join(".", path), document, path, false);
    }

    /// To the end of the path, or to the first array.
    Walk on() {
        Walk walk = this;
        while (!walk.done && !(walk.at instanceof Collection)) {
            walk = walk.step();
        }
        return walk;
    }

    private Walk step() {
        if (rest.isEmpty()) {
            return new Walk(name, at, rest, true);
        }
        return at instanceof Document document
                ? new Walk(name, document.getOrMissing(rest.getFirst()), tail(), false)
                : new Walk(name, Missing.getInstance(), List.of(), true);
    }

    /// From an array into one of its elements.
    Walk into(@Nullable Object element) {
        if (rest.isEmpty()) {
            return new Walk(name, element, rest, true);
        }
        return new Walk(name, element instanceof Collection ? null : element, rest, false);
    }

    /// From an array to the position that the path names, if it names one.
    ///
    /// @throws MongoServerError if the path may mean a position or a field
    Walk toPosition() {
        if (done || !isPosition()) {
            return this;
        }
        String position = rest.getFirst();
        if (array().stream().anyMatch(one -> one instanceof Document document && document.containsKey(position))) {
            throw new MongoServerError(
                    AMBIGUOUS, "Location" + AMBIGUOUS, "Ambiguous field name found in array: '" + position + "'");
        }
        return new Walk(name, elementAt(array(), Integer.parseInt(position)), tail(), false);
    }

    private boolean isPosition() {
        return !rest.isEmpty()
                && rest.getFirst().matches(POSITION)
                && Integer.parseInt(rest.getFirst()) < array().size();
    }

    private static @Nullable Object elementAt(Collection<?> array, int position) {
        return array instanceof List<?> list ? list.get(position) : new ArrayList<>(array).get(position);
    }

    /// The array on the way.
    Collection<?> array() {
        return (Collection<?>) Objects.requireNonNull(at);
    }

    private List<String> tail() {
        return rest.subList(1, rest.size());
    }
}
