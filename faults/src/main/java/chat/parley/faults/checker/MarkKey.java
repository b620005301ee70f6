package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;

/// One member's read or delivered mark in one conversation.
record MarkKey(String conversation, String member, boolean read) {
    static MarkKey seen(Event event) {
        return new MarkKey(event.conversation(), event.id(), event.f() == Act.SAW_READ);
    }

    static boolean isSeen(Event event) {
        return event.f() == Act.SAW_READ || event.f() == Act.SAW_DELIVERED;
    }

    String text() {
        return member + "'s " + (read ? "read" : "delivered") + " mark";
    }
}
