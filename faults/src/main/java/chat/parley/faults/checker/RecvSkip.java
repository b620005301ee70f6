package chat.parley.faults.checker;

import chat.parley.faults.history.Event;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// Promise C5: no silent gap. What a connection is shown follows on what it was shown before, or on the cursor that it
/// resumed from, unless it fetched what lies between, or was told to resync. Whoever is connected when heads rest was
/// shown all of it.
final class RecvSkip implements Rule {
    private final Facts facts;
    private final Findings findings;
    private final Map<On, Cursor> cursors = new HashMap<>();

    RecvSkip(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        switch (event.f()) {
            case RESUME -> cursors.put(On.of(event), new Cursor(event, line));
            case RESYNC -> cursors.remove(On.of(event));
            case RECV -> shown(line, event);
            case READ -> fetched(event);
            case DISCONNECT -> cursors.keySet().removeIf(on -> on.client().equals(event.client()));
            case REST -> cursors.forEach((on, cursor) -> rest(line, on, cursor));
            default -> {}
        }
    }

    private void shown(long line, Event event) {
        Cursor cursor = cursors.get(On.of(event));
        if (cursor == null) {
            cursors.put(On.of(event), new Cursor(event, line));
            return;
        }
        long missing = firstMissing(cursor, facts.conversation(event).members(), event);
        if (missing > 0) {
            findings.add(
                    Anomaly.RECV_SKIP,
                    event.client() + " was not shown " + missing + " before " + event.seq(),
                    cursor.line,
                    line);
        }
        cursor.move(event.seq(), line);
    }

    private static long firstMissing(Cursor cursor, Members members, Event event) {
        for (long seq = cursor.seq + 1; seq < event.seq(); seq++) {
            if (!cursor.has(seq) && members.isMemberAt(event.user(), seq)) {
                return seq;
            }
        }
        return 0;
    }

    private void fetched(Event event) {
        if (event.isEntry()) {
            cursors.computeIfPresent(On.of(event), (on, cursor) -> cursor.fetched(event.seq()));
        }
    }

    private void rest(long line, On on, Cursor cursor) {
        Conversation conversation = facts.conversation(on.conversation());
        for (long seq = cursor.seq + 1; seq <= conversation.log().head(); seq++) {
            Stored stored = conversation.log().at(seq);
            if (stored != null
                    && !cursor.has(seq)
                    && conversation.members().isOwed(on.user(), seq)
                    && conversation.wasAcknowledgedBy(line, stored)) {
                findings.add(Anomaly.RECV_SKIP, on.client() + " was never shown " + seq, cursor.line, stored.line());
                return;
            }
        }
    }

    /// How far a connection is in a conversation, and what it fetched beyond.
    private static final class Cursor {
        private final BitSet fetched = new BitSet();
        private long seq;
        private long line;

        private Cursor(Event event, long line) {
            this.seq = event.seq();
            this.line = line;
        }

        private Cursor fetched(long at) {
            if (at > seq) {
                fetched.set(Math.toIntExact(at));
            }
            return this;
        }

        private boolean has(long at) {
            return fetched.get(Math.toIntExact(at));
        }

        private void move(long to, long at) {
            if (to > seq) {
                seq = to;
                line = at;
            }
        }
    }
}
