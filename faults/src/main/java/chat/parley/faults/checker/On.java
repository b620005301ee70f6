package chat.parley.faults.checker;

import chat.parley.faults.history.Event;

/// One conversation as one client (or device) sees it.
record On(String client, String conversation) {
    static On of(Event event) {
        return new On(event.client(), event.conversation());
    }

    static On deviceOf(Event event) {
        return new On(event.device(), event.conversation());
    }

    /// The person: what precedes the first slash.
    String user() {
        int slash = client.indexOf('/');
        return slash < 0 ? client : client.substring(0, slash);
    }
}
