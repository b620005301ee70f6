package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.History;
import chat.parley.faults.history.Outcome;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A history told by a test, about one conversation, a millisecond per line. A message's id is its content.
final class Story {
    static final String NOTICE = "";

    private final List<Event> events = new ArrayList<>();
    private long millis;

    @CanIgnoreReturnValue
    Story add(Event event) {
        millis++;
        events.add(new Event(
                Duration.ofMillis(millis).toNanos(),
                event.client(),
                event.f(),
                event.type(),
                event.conversation(),
                event.clientMessageId(),
                event.id(),
                event.seq(),
                event.digest()));
        return this;
    }

    @CanIgnoreReturnValue
    Story wait(Duration time) {
        millis += time.toMillis();
        return this;
    }

    @CanIgnoreReturnValue
    Story is(String client, Act f, Outcome type) {
        return add(Event.of(client, f, type));
    }

    @CanIgnoreReturnValue
    Story sending(String client, String message) {
        return sending(client, message, message);
    }

    @CanIgnoreReturnValue
    Story sending(String client, String message, String digest) {
        return add(Event.of(client, Act.SEND, Outcome.INVOKE).in("c").message(message, digest));
    }

    @CanIgnoreReturnValue
    Story ends(String client, String message, Outcome outcome) {
        return add(Event.of(client, Act.SEND, outcome).in("c").message(message, ""));
    }

    @CanIgnoreReturnValue
    Story acked(String client, String message, long seq) {
        return add(Event.of(client, Act.SEND, Outcome.OK)
                .in("c")
                .message(message, "")
                .at("c-" + seq, seq));
    }

    @CanIgnoreReturnValue
    Story sent(String client, String message, long seq) {
        return sending(client, message).acked(client, message, seq);
    }

    @CanIgnoreReturnValue
    Story recv(String client, long seq, String message) {
        return entry(client, Act.RECV, seq, message);
    }

    @CanIgnoreReturnValue
    Story fetched(String client, long seq, String message) {
        return entry(client, Act.READ, seq, message);
    }

    @CanIgnoreReturnValue
    Story entry(String client, Act f, long seq, String message) {
        return add(Event.of(client, f, Outcome.OK)
                .in("c")
                .message(message, message)
                .at("c-" + seq, seq));
    }

    @CanIgnoreReturnValue
    Story at(String client, Act f, long seq) {
        return add(Event.of(client, f, Outcome.OK).in("c").at("", seq));
    }

    @CanIgnoreReturnValue
    Story sawMark(String client, Act f, String member, long seq) {
        return add(Event.of(client, f, Outcome.OK).in("c").at(member, seq));
    }

    @CanIgnoreReturnValue
    Story presence(String client, String user, boolean online) {
        return add(Event.of(client, Act.PRESENCE, Outcome.OK).at(user, online ? 1 : 0));
    }

    /// The whole log, from the first seq on.
    @CanIgnoreReturnValue
    Story audit(String... messages) {
        return view("store", Act.STORE_AUDIT, 1, messages);
    }

    @CanIgnoreReturnValue
    Story finalRead(String reader, long first, String... messages) {
        return view(reader, Act.FINAL_READ, first, messages);
    }

    @CanIgnoreReturnValue
    private Story view(String reader, Act f, long first, String... messages) {
        add(Event.of(reader, f, Outcome.INVOKE).in("c"));
        for (int i = 0; i < messages.length; i++) {
            entry(reader, f, first + i, messages[i]);
        }
        return add(Event.of(reader, f, Outcome.OK).in("c"));
    }

    Verdict verdict() {
        return Checker.check(History.of(events));
    }
}
