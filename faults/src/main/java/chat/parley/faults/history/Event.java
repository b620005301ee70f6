package chat.parley.faults.history;

/// One line of a history; see the package for what the fields mean. Immutable.
///
/// @param t nanoseconds since the recording began; set by the [Recorder]
/// @param conversation empty where absent, as the other texts
/// @param seq 0 where absent
public record Event(
        long t,
        String client,
        Act f,
        Outcome type,
        String conversation,
        String clientMessageId,
        String id,
        long seq,
        String digest) {
    /// A line with nothing but who, what and how.
    public static Event of(String client, Act f, Outcome type) {
        return new Event(0, client, f, type, "", "", "", 0, "");
    }

    /// The same in a conversation.
    public Event in(String conversation) {
        return new Event(t, client, f, type, conversation, clientMessageId, id, seq, digest);
    }

    /// The same about a message.
    public Event message(String clientMessageId, String digest) {
        return new Event(t, client, f, type, conversation, clientMessageId, id, seq, digest);
    }

    /// The same with a place in the log, or whatever `id` and `seq` mean for this `f`.
    public Event at(String id, long seq) {
        return new Event(t, client, f, type, conversation, clientMessageId, id, seq, digest);
    }

    Event stamped(long nanos) {
        return new Event(nanos, client, f, type, conversation, clientMessageId, id, seq, digest);
    }

    /// The person: what precedes the first slash of `client`.
    public String user() {
        int slash = client.indexOf('/');
        return slash < 0 ? client : client.substring(0, slash);
    }

    /// The person's device, which is also the session: what precedes the `#`.
    public String device() {
        int hash = client.indexOf('#');
        return hash < 0 ? client : client.substring(0, hash);
    }

    /// Whether this is a line that describes an entry.
    public boolean isEntry() {
        return type == Outcome.OK && seq > 0;
    }
}
