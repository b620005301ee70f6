package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/// What a command needs.
enum CommandKind {
    READ,
    /// Into one collection, which may have to be made.
    WRITE,
    /// Which collections and indexes there are.
    SCHEMA;

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findandmodify");
    private static final Set<String> SCHEMA_CHANGES = Set.of(
            "create", "createindexes", "drop", "dropindexes", "deleteindexes", "dropdatabase", "renamecollection");

    static CommandKind of(String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        if (WRITES.contains(name)) {
            return WRITE;
        }
        return SCHEMA_CHANGES.contains(name) || (name.equals("aggregate") && writes(query)) ? SCHEMA : READ;
    }

    private static boolean writes(Document aggregate) {
        return aggregate.get("pipeline") instanceof Collection<?> stages
                && stages.stream().anyMatch(CommandKind::isWritingStage);
    }

    private static boolean isWritingStage(Object stage) {
        return stage instanceof Document document && (document.containsKey("$out") || document.containsKey("$merge"));
    }
}
