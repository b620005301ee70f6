package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.History;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the first pass learns, for the rules of the second: sends with their outcomes, memberships, the final log.
final class Facts {
    private final Map<String, Conversation> conversations = new LinkedHashMap<>();

    static Facts of(History history) {
        Facts facts = new Facts();
        history.replay(facts::see);
        return facts;
    }

    Conversation conversation(Event event) {
        return conversation(event.conversation());
    }

    Conversation conversation(String name) {
        return conversations.computeIfAbsent(name, key -> new Conversation());
    }

    Collection<Conversation> conversations() {
        return conversations.values();
    }

    private void see(long line, Event event) {
        Act act = event.f();
        if (act == Act.SEND) {
            conversation(event).send(line, event);
        } else if (act == Act.JOINED || act == Act.REMOVED) {
            conversation(event).members().see(line, event);
        } else if (Conversation.isView(act)) {
            conversation(event).view(line, event);
        }
    }
}
