package chat.parley.faults.history;

/// Writes down what one client does and sees. Thread-safe.
///
/// The methods are the common lines; whatever else [Act] names goes through [#saw] and [#add].
public final class Witness {
    private final String name;
    private final Recorder recorder;

    Witness(String name, Recorder recorder) {
        this.name = name;
        this.recorder = recorder;
    }

    /// Call it before the request leaves.
    public void sending(String conversation, String clientMessageId, String digest) {
        add(line(Act.SEND, Outcome.INVOKE).in(conversation).message(clientMessageId, digest));
    }

    /// The send was acknowledged.
    public void sent(String conversation, String clientMessageId, String id, long seq) {
        add(line(Act.SEND, Outcome.OK)
                .in(conversation)
                .message(clientMessageId, "")
                .at(id, seq));
    }

    /// The send was refused: it must never appear.
    public void refused(String conversation, String clientMessageId) {
        add(line(Act.SEND, Outcome.FAIL).in(conversation).message(clientMessageId, ""));
    }

    /// Time-out, cut, or the server said that it does not know.
    public void unknown(String conversation, String clientMessageId) {
        add(line(Act.SEND, Outcome.INFO).in(conversation).message(clientMessageId, ""));
    }

    /// An entry was shown, fetched or audited, as `f` says; the two last texts are empty for notices.
    public void entry(Act f, String conversation, long seq, String id, String clientMessageId, String digest) {
        add(line(f, Outcome.OK)
                .in(conversation)
                .message(clientMessageId, digest)
                .at(id, seq));
    }

    /// A read, final read or audit begins.
    public void reading(Act f, String conversation) {
        add(line(f, Outcome.INVOKE).in(conversation));
    }

    /// It came to its end.
    public void readAll(Act f, String conversation) {
        add(line(f, Outcome.OK).in(conversation));
    }

    /// Something about a conversation with a number: a mark, a cursor, a membership.
    public void saw(Act f, String conversation, long seq) {
        add(line(f, Outcome.OK).in(conversation).at("", seq));
    }

    /// Another member's read or delivered mark.
    public void sawMark(Act f, String conversation, String user, long seq) {
        add(line(f, Outcome.OK).in(conversation).at(user, seq));
    }

    /// A person is shown as online or offline.
    public void presence(String user, boolean online) {
        add(line(Act.PRESENCE, Outcome.OK).at(user, online ? 1 : 0));
    }

    /// A bare line: connect, disconnect, login, revoke, fault, heal, rest.
    public void is(Act f, Outcome type) {
        add(line(f, type));
    }

    /// Any other line; its client is this one.
    public void add(Event event) {
        recorder.add(event);
    }

    /// The beginning of any other line.
    public Event line(Act f, Outcome type) {
        return Event.of(name, f, type);
    }
}
