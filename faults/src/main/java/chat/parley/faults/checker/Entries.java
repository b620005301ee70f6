package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;

/// Which lines describe entries.
final class Entries {
    private Entries() {}

    /// A line that describes a message, not a notice.
    static boolean isMessage(Event event) {
        return isEntry(event) && !event.clientMessageId().isEmpty();
    }

    static boolean isEntry(Event event) {
        Act act = event.f();
        return event.isEntry() && (act == Act.RECV || act == Act.READ || Conversation.isView(act));
    }

    static boolean isShown(Event event) {
        return event.f() == Act.RECV && event.isEntry();
    }
}
