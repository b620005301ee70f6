package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// `$unwind`, element by element: the library's makes the documents of a whole array at once, which of a large document
/// with a long array is more than there is memory for.
final class Unwinding implements Iterator<Document> {
    private final Iterator<Document> documents;
    private final String path;
    private final @Nullable String index;
    private final UnaryOperator<Stream<Document>> library;
    private Iterator<Document> current = Collections.emptyIterator();

    private Unwinding(Iterator<Document> documents, Document details, UnaryOperator<Stream<Document>> library) {
        this.documents = documents;
        path = Fields.get(details, "path", String.class).substring(1);
        index = (String) details.get("includeArrayIndex");
        this.library = library;
    }

    /// @param details of the stage, which the library has found to be right
    /// @param library unwinds whatever has no elements
    static Stream<Document> over(
            Stream<Document> documents, @Nullable Object details, UnaryOperator<Stream<Document>> library) {
        Document options = details instanceof Document document ? document : new Document("path", details);
        Iterator<Document> all = new Unwinding(documents.iterator(), options, library);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(all, Spliterator.ORDERED), false);
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext() && documents.hasNext()) {
            current = elements(documents.next());
        }
        return current.hasNext();
    }

    @Override
    public Document next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return current.next();
    }

    private Iterator<Document> elements(Document document) {
        if (!(Utils.getSubdocumentValue(document, path) instanceof Collection<?> array) || array.isEmpty()) {
            return library.apply(Stream.of(document)).iterator();
        }
        Document rest = document.cloneDeeply();
        Utils.changeSubdocumentValue(rest, path, List.of());
        long[] count = {0};
        Iterator<?> elements = array.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return elements.hasNext();
            }

            @Override
            public Document next() {
                return element(rest, elements.next(), count[0]++);
            }
        };
    }

    private Document element(Document rest, @Nullable Object value, long number) {
        Document one = rest.cloneDeeply();
        Utils.changeSubdocumentValue(one, path, value);
        if (index != null) {
            Utils.changeSubdocumentValue(one, index, number);
        }
        return one;
    }
}
