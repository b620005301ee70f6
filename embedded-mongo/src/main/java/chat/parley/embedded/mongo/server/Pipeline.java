package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.MemoryLimit;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A pipeline of the library's stages, with a limit on what each of them holds: 100 MB, as with MongoDB.
final class Pipeline {
    private final List<Document> stages;
    private final StoredDatabase database;
    private final Optional<StoredCollection> collection;
    private final DatabaseResolver databases;

    /// @param collection what it reads, if that exists
    Pipeline(
            List<Document> stages,
            StoredDatabase database,
            Optional<StoredCollection> collection,
            DatabaseResolver databases) {
        this.stages = stages;
        this.database = database;
        this.collection = collection;
        this.databases = databases;
    }

    List<Document> stages() {
        return stages;
    }

    /// Without the first stages.
    Pipeline from(int first) {
        return with(stages.subList(first, stages.size()));
    }

    private Pipeline with(List<Document> others) {
        return new Pipeline(others, database, collection, databases);
    }

    /// The library's own pipeline of all stages.
    ///
    /// @throws de.bwaldvogel.mongo.exception.MongoServerError for stages that it refuses
    Aggregation parse() {
        return Aggregation.fromPipeline(stages, databases, database, collection.orElse(null), NoopOplog.get());
    }

    /// @throws de.bwaldvogel.mongo.exception.MongoServerError at once or later, when a stage holds too much
    Stream<Document> over(Stream<Document> documents) {
        Stream<Document> results = documents;
        for (Document stage : stages) {
            results = apply(stage, results);
        }
        return results;
    }

    private Stream<Document> apply(Document stage, Stream<Document> documents) {
        String name = stage.keySet().iterator().next();
        return switch (name) {
            // What is written is held until all of it is there.
            case "$sort", "$sample", "$merge" -> library(stage, documents.peek(held()));
            case "$group" -> library(stage, documents.peek(Groups.of(document(stage, name))));
            case "$sortByCount" -> library(stage, documents.peek(Groups.by(stage.get(name))));
            case "$bucket" -> library(stage, documents.peek(Groups.ofBuckets(document(stage, name))));
            case "$facet" -> Stream.of(facets(document(stage, name), documents));
            case "$lookup" -> lookup(stage, document(stage, name), documents);
            case "$unwind" -> Unwinding.over(documents, stage.get(name), one -> library(stage, one));
            default -> library(stage, documents);
        };
    }

    private static Document document(Document stage, String name) {
        return Fields.get(stage, name, Document.class);
    }

    private Stream<Document> library(Document stage, Stream<Document> documents) {
        return with(List.of(stage)).parse().runStagesAsStream(documents);
    }

    private Document facets(Document facets, Stream<Document> documents) {
        List<Document> all = documents.peek(held()).toList();
        Document result = new Document();
        Consumer<Document> held = held();
        facets.forEach((name, pipeline) -> result.put(
                name,
                with(Aggregation.parse(pipeline)).over(all.stream()).peek(held).toList()));
        return result;
    }

    private Stream<Document> lookup(Document stage, Document lookup, Stream<Document> documents) {
        if (!lookup.containsKey("pipeline")) {
            return library(stage, documents);
        }
        Optional<StoredCollection> from = database.collection(lookup.get("from"));
        Pipeline inner = new Pipeline(Aggregation.parse(lookup.get("pipeline")), database, from, databases);
        return documents.map(document -> joined(document, lookup, inner));
    }

    private static Document joined(Document document, Document lookup, Pipeline inner) {
        Variables variables = Variables.of(Fields.get(lookup, "let", Document.class, new Document()), document);
        List<Document> matching =
                inner.collection.map(from -> inner.collect(from, variables)).orElseGet(List::of);
        Document result = document.clone();
        result.put(Fields.get(lookup, "as", String.class), matching);
        return result;
    }

    private List<Document> collect(StoredCollection from, Variables variables) {
        try (Stream<Document> all = from.queryAllAsStream()) {
            return new ArrayList<>(over(all.map(variables::addTo))
                    .map(variables::removeFrom)
                    .peek(held())
                    .toList());
        }
    }

    /// Counts what passes.
    private static Consumer<Document> held() {
        MemoryLimit limit = new MemoryLimit();
        return document -> limit.add(Records.size(document));
    }
}
