package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All facts about one conversation.
final class Conversation {
    private final Members members = new Members();
    private final Map<String, Send> sends = new LinkedHashMap<>();
    private final FinalLog log = new FinalLog();
    private final Map<String, View> reading = new HashMap<>();
    private final List<View> views = new ArrayList<>();

    void send(long line, Event event) {
        Send send = sends.computeIfAbsent(event.clientMessageId(), Send::new);
        if (event.type() == Outcome.INVOKE) {
            send.begin(line, event);
        } else {
            send.end(line, event);
        }
    }

    void view(long line, Event event) {
        if (event.type() == Outcome.INVOKE) {
            reading.put(event.client(), new View(line, event));
            return;
        }
        View view = reading.computeIfAbsent(event.client(), client -> new View(line, event));
        if (event.isEntry()) {
            log.add(view, event.seq(), Stored.of(line, event));
        } else {
            reading.remove(event.client());
            end(line, event, view);
        }
    }

    Members members() {
        return members;
    }

    Collection<Send> sends() {
        return sends.values();
    }

    @Nullable
    Send send(String clientMessageId) {
        return sends.get(clientMessageId);
    }

    FinalLog log() {
        return log;
    }

    /// The seq of a send as far as anybody knows: from the log, else from an acknowledgement; 0 unknown.
    long seqOf(Send send) {
        long place = log.placeOf(send.clientMessageId());
        Attempt acknowledged = send.acknowledged();
        return place == 0 && acknowledged != null ? acknowledged.seq() : place;
    }

    /// The complete ones.
    List<View> views() {
        return views;
    }

    boolean wasReadAtTheEnd() {
        return !views.isEmpty();
    }

    /// Whether one final view has the message twice.
    boolean holdsTwice(String clientMessageId) {
        return log.repeated().containsKey(clientMessageId)
                || views.stream()
                        .anyMatch(view -> log.placesIn(view, clientMessageId).size() > 1);
    }

    /// Whether the entry is a message whose sender knew before this line that it is stored.
    boolean wasAcknowledgedBy(long line, Stored stored) {
        Send send = sends.get(stored.clientMessageId());
        Attempt acknowledged = send == null ? null : send.acknowledged();
        return acknowledged != null && acknowledged.endedLine() < line;
    }

    /// The first seq that a final view can have.
    long firstReadable() {
        return views.stream().anyMatch(View::isAudit) ? 1 : members.firstSeq();
    }

    private void end(long line, Event event, View view) {
        if (event.type() == Outcome.OK) {
            view.complete(line);
            views.add(view);
        }
    }

    static boolean isView(Act act) {
        return act == Act.FINAL_READ || act == Act.STORE_AUDIT;
    }
}
