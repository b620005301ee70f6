package chat.parley.identity.event;

import chat.parley.protocol.event.IdentityEvent;

/// An event on its way.
///
/// @param id its key in the outbox; empty for one that is not kept there
record Letter(String id, IdentityEvent event) {
    /// For an event that nobody needs once it is late.
    static Letter unkept(IdentityEvent event) {
        return new Letter("", event);
    }

    boolean isKept() {
        return !id.isEmpty();
    }
}
