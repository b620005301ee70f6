package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.backend.aggregation.Expression;
import de.bwaldvogel.mongo.bson.Document;

/// What a `$lookup` gives its pipeline: the library's expressions look for a variable `$$x` in a field `$x` of the
/// document.
record Variables(Document fields) {
    static Variables of(Document let, Document document) {
        Document fields = new Document();
        let.forEach((name, expression) -> fields.put("$" + name, Expression.evaluateDocument(expression, document)));
        return new Variables(fields);
    }

    Document addTo(Document document) {
        Document with = document.clone();
        with.putAll(fields);
        return with;
    }

    Document removeFrom(Document document) {
        Document without = document.clone();
        fields.keySet().forEach(without::remove);
        return without;
    }
}
