package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.Answer;
import chat.parley.embedded.mongo.query.Filters;
import chat.parley.embedded.mongo.query.Query;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The commands that this store answers in its own way; all others are those of the library.
final class Commands {
    private static final String PRIMARY = "_id_";

    private final Cursors cursors;
    private final Clock clock;

    Commands(Cursors cursors, Clock clock) {
        this.cursors = cursors;
        this.clock = clock;
    }

    /// @param library answers in its way
    Document handle(StoredDatabase database, String command, Document query, UnaryOperator<Document> library) {
        Object target = Fields.get(query, command, Object.class);
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "find" -> find(database, query);
            case "insert" -> WriteCommands.insert(query, library);
            case "update" -> WriteCommands.update(query, () -> database.collection(target), library);
            case "aggregate" -> aggregate(database, target, query, library);
            case "explain" -> explain(database, Fields.get(query, command, Document.class));
            case "dropindexes", "deleteindexes" ->
                dropIndexes(database, target, Fields.get(query, "index", Object.class));
            default -> library.apply(query);
        };
    }

    private static Document aggregate(
            StoredDatabase database, Object target, Document query, UnaryOperator<Document> library) {
        List<?> pipeline = Fields.get(query, "pipeline", List.class);
        query.put("pipeline", pipeline.stream().map(Commands::apart).toList());
        Supplier<Document> work = () -> library.apply(query);
        return target instanceof String name
                ? database.collection(name)
                        .map(collection -> collection.aggregate(pipeline, work))
                        .orElseGet(work)
                : work.get();
    }

    private static Object apart(Object stage) {
        return stage instanceof Document document && document.get("$match") instanceof Document filter
                ? new Document("$match", Filters.apart(filter))
                : stage;
    }

    private Document find(StoredDatabase database, Document command) {
        FindCommand find = FindCommand.parse(command);
        String name = Fields.get(command, "find", String.class);
        return database.collection(name)
                .map(collection -> find(collection, find))
                .orElseGet(() -> cursor(0, database.getDatabaseName() + "." + name, "firstBatch", List.of()));
    }

    private Document find(StoredCollection collection, FindCommand find) {
        Answer answer = collection.find(find.query());
        OpenCursor cursor = null;
        long id = 0;
        try {
            cursor = new OpenCursor(collection, answer, find.fields(), clock);
            List<Document> batch = find.batch() == 0 ? List.of() : cursor.take(find.batch());
            if (!cursor.isAtEnd() && !find.single()) {
                id = cursors.keep(cursor);
            }
            return cursor(id, collection.getFullName(), "firstBatch", batch);
        } finally {
            if (id == 0) {
                answer.close();
            }
        }
    }

    /// @throws de.bwaldvogel.mongo.exception.CursorNotFoundException if there is no such cursor
    Document getMore(String database, Document command) {
        long id = Fields.get(command, "getMore", Number.class).longValue();
        String namespace = database + "." + command.get("collection");
        OpenCursor cursor = cursors.get(id, namespace);
        List<Document> batch = cursor.take((int) FindCommand.number(command, "batchSize", 0));
        if (cursor.isAtEnd()) {
            cursors.close(id);
            return cursor(0, namespace, "nextBatch", batch);
        }
        return cursor(id, namespace, "nextBatch", batch);
    }

    Document killCursors(Document command) {
        List<Object> killed = new ArrayList<>();
        List<Object> unknown = new ArrayList<>();
        for (Object id : Fields.get(command, "cursors", List.class)) {
            (cursors.close(((Number) id).longValue()) ? killed : unknown).add(id);
        }
        return new Document("cursorsKilled", killed)
                .append("cursorsNotFound", unknown)
                .append("cursorsAlive", List.of())
                .append("cursorsUnknown", List.of())
                .append("ok", 1.0);
    }

    private static Document explain(StoredDatabase database, Document command) {
        String name = Fields.get(command, command.keySet().iterator().next(), String.class);
        String namespace = database.getDatabaseName() + "." + name;
        Query query = Explanation.queryOf(command);
        return database.collection(name)
                .map(collection -> explain(collection, query))
                .orElseGet(() -> Explanation.ofNothing(namespace));
    }

    private static Document explain(StoredCollection collection, Query query) {
        try (Answer answer = collection.find(query)) {
            return Explanation.of(collection.getFullName(), query, answer);
        }
    }

    private static Document dropIndexes(StoredDatabase database, Object name, Object index) {
        StoredCollection collection = database.collection(name)
                .orElseThrow(() -> new MongoServerError(26, "NamespaceNotFound", "ns not found " + name));
        List<Document> all = database.indexesOf(collection.getCollectionName());
        List<Document> chosen =
                all.stream().filter(description -> isChosen(description, index)).toList();
        if (chosen.isEmpty() && !"*".equals(index)) {
            throw new IndexNotFoundException("index not found with name [" + index + "]");
        }
        if (chosen.stream().anyMatch(description -> PRIMARY.equals(description.get("name")))) {
            throw new MongoServerError(ErrorCode.InvalidOptions, "cannot drop _id index");
        }
        database.dropIndexes(collection, chosen);
        return new Document("nIndexesWas", all.size()).append("ok", 1.0);
    }

    private static boolean isChosen(Document description, Object index) {
        if ("*".equals(index)) {
            return !PRIMARY.equals(description.get("name"));
        }
        return index.equals(description.get("name"))
                || (index instanceof Document keys && keys.equals(description.get("key")));
    }

    private static Document cursor(long id, String namespace, String batchName, List<Document> batch) {
        Document cursor = new Document("id", id).append("ns", namespace).append(batchName, batch);
        return new Document("cursor", cursor).append("ok", 1.0);
    }
}
