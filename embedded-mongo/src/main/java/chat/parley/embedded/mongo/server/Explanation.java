package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.Answer;
import chat.parley.embedded.mongo.query.Plan;
import chat.parley.embedded.mongo.query.Query;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;

/// What `explain` says of a command: which index serves it, and what that takes. Runs the query, and changes nothing.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/explain-results/">Explain results</a>
final class Explanation {
    private Explanation() {}

    /// The query of a command that has one.
    static Query queryOf(Document command) {
        String name = command.keySet().iterator().next();
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "find" -> FindCommand.parse(command).query();
            case "count", "distinct" -> Query.all(filter(command, "query"));
            case "findandmodify" -> new Query(filter(command, "query"), Fields.optional(command, "sort"), 0, 1);
            case "update" -> Query.all(filter(only(command, "updates"), "q"));
            case "delete" -> Query.all(filter(only(command, "deletes"), "q"));
            default ->
                throw new MongoServerError(ErrorCode.CommandNotFound, "Explain failed due to unknown command: " + name);
        };
    }

    private static Document filter(Document from, String field) {
        return Fields.get(from, field, Document.class, new Document());
    }

    private static Document only(Document command, String field) {
        List<Document> writes = Fields.documents(command, field);
        if (writes.size() != 1) {
            throw new MongoServerError(ErrorCode.InvalidOptions, "explained write batches must be of size 1");
        }
        return writes.getFirst();
    }

    static Document of(String namespace, Query query, Answer answer) {
        int returned = 0;
        while (answer.next() != null) {
            returned++;
        }
        Document stages = stages(query, answer);
        return new Document("explainVersion", "1")
                .append(
                        "queryPlanner",
                        new Document("namespace", namespace)
                                .append("winningPlan", stages)
                                .append("rejectedPlans", List.of()))
                .append(
                        "executionStats",
                        new Document("executionSuccess", true)
                                .append("nReturned", returned)
                                .append("totalKeysExamined", (int)
                                        answer.examined().keys())
                                .append("totalDocsExamined", (int)
                                        answer.examined().documents()))
                .append("ok", 1.0);
    }

    /// For a collection that does not exist.
    static Document ofNothing(String namespace) {
        return new Document("explainVersion", "1")
                .append(
                        "queryPlanner",
                        new Document("namespace", namespace).append("winningPlan", new Document("stage", "EOF")))
                .append("ok", 1.0);
    }

    private static Document stages(Query query, Answer answer) {
        Plan plan = answer.plan();
        boolean ordered = query.sort() != null && !query.sort().isEmpty();
        Document stage = plan.isScan(ordered)
                ? new Document("stage", "COLLSCAN").append("direction", direction(plan))
                : new Document("stage", "FETCH").append("inputStage", index(plan));
        if (answer.sortsItself()) {
            stage = new Document("stage", "SORT")
                    .append("sortPattern", query.sort())
                    .append("inputStage", stage);
        }
        return stage;
    }

    private static Document index(Plan plan) {
        Document pattern = new Document();
        for (IndexKey key : plan.candidate().keys()) {
            pattern.put(key.getKey(), key.isAscending() ? 1 : -1);
        }
        return new Document("stage", "IXSCAN")
                .append("keyPattern", pattern)
                .append("indexName", plan.candidate().name())
                .append("isMultiKey", plan.candidate().multikey())
                .append("isUnique", plan.candidate().unique())
                .append("isSparse", plan.candidate().sparse())
                .append("direction", direction(plan))
                .append("boundedFields", plan.bounded());
    }

    private static String direction(Plan plan) {
        return plan.backwards() ? "backward" : "forward";
    }
}
