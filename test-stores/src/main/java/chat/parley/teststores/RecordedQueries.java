package chat.parley.teststores;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import reactor.core.publisher.Mono;

/// Listens to what a service asks MongoDB, and lets the server explain each kind of query: which ones does no index
/// serve?
public final class RecordedQueries implements CommandListener {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> WITH_QUERY =
            Set.of("find", "count", "distinct", "findAndModify", "update", "delete");
    /// Fields of a command that say nothing about its query, and that `explain` does not take.
    private static final Set<String> SURROUNDINGS = Set.of(
            "$db", "lsid", "$clusterTime", "txnNumber", "writeConcern", "readConcern", "maxTimeMS", "$readPreference");

    private final Map<String, BsonDocument> byShape = new ConcurrentHashMap<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (WITH_QUERY.contains(event.getCommandName())) {
            statements(event.getCommand().clone()).forEach(one -> byShape.putIfAbsent(shape(one), one));
        }
    }

    /// The collections that were asked.
    public Set<String> collections() {
        return byShape.values().stream()
                .map(command -> command.getString(command.getFirstKey()).getValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What no index serves, without values; a server's own explanation of each query that was heard.
    public Set<String> servedByNoIndex(String uri, String database) {
        try (MongoClient client = MongoClients.create(uri)) {
            MongoDatabase asked = client.getDatabase(database);
            return byShape.entrySet().stream()
                    .filter(entry -> explain(asked, entry.getValue()).contains("COLLSCAN"))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String explain(MongoDatabase database, BsonDocument command) {
        Document explain = new Document("explain", command).append("verbosity", "queryPlanner");
        Document answer = Mono.from(database.runCommand(explain)).block(PATIENCE);
        return String.valueOf(answer);
    }

    /// `explain` takes one write at a time.
    private static java.util.List<BsonDocument> statements(BsonDocument command) {
        command.keySet().removeAll(SURROUNDINGS);
        for (String field : Set.of("updates", "deletes")) {
            if (command.containsKey(field)) {
                return command.getArray(field).stream()
                        .map(statement -> command.clone().append(field, new BsonArray(java.util.List.of(statement))))
                        .toList();
            }
        }
        return java.util.List.of(command);
    }

    private static String shape(BsonDocument command) {
        String name = command.getFirstKey();
        return name + " " + command.getString(name, new BsonString("")).getValue() + " "
                + command.entrySet().stream()
                        .skip(1)
                        .map(field -> field.getKey() + ":" + shape(field.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String shape(BsonValue value) {
        if (value.isDocument()) {
            return value.asDocument().entrySet().stream()
                    .map(field -> field.getKey() + ":" + shape(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value.isArray()
                ? value.asArray().stream()
                        .map(RecordedQueries::shape)
                        .distinct()
                        .collect(Collectors.joining(",", "[", "]"))
                : "?";
    }
}
