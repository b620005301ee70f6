package chat.parley.cli.load;

import chat.parley.cli.live.Hearer;
import chat.parley.cli.live.LiveConnection;
import chat.parley.cli.live.LiveEnd;
import chat.parley.cli.live.NextStep;
import chat.parley.cli.live.Reconnects;
import chat.parley.cli.live.Spoken;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.Cursor;
import io.netty.buffer.ByteBuf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One of the many: keeps a connection, writes what it is told to, repeats what was not answered, and keeps a ledger of
/// what reaches it. Everything happens under its own lock, which nobody holds for long.
final class Person {
    /// Sends without an answer; the server takes 64 at once from a connection.
    private static final int UNANSWERED = 48;

    private static final long REPEAT_MS = 500;

    private final Run run;
    private final int number;
    private final String token;
    private final @Nullable Room room;
    private final Ledger ledger = new Ledger();
    private final Reconnects reconnects =
            new Reconnects(() -> ThreadLocalRandom.current().nextDouble());
    private final Map<Long, Spoken> unanswered = new LinkedHashMap<>();
    private @Nullable Attempt current;
    private int attempts;
    private boolean leaving;

    /// @param room absent for somebody who only keeps a connection
    Person(Run run, int number, String token, @Nullable Room room) {
        this.run = run;
        this.number = number;
        this.token = token;
        this.room = room;
    }

    /// Connects, now and after every end.
    synchronized void connect() {
        if (leaving) {
            return;
        }
        Room mine = room;
        List<Cursor> cursors =
                mine != null && ledger.begun() ? List.of(new Cursor(mine.chatId(), ledger.cursor())) : List.of();
        Attempt attempt = new Attempt();
        current = attempt;
        ledger.connected();
        attempt.open(cursors);
        attempts++;
    }

    /// Writes a message that was meant to be sent at this time. False when it has too much without an answer already.
    synchronized boolean send(long name) {
        Room mine = room;
        if (mine == null || unanswered.size() >= UNANSWERED) {
            return false;
        }
        Spoken send = mine.message(name);
        unanswered.put(name, send);
        say(send);
        return true;
    }

    /// The connection breaks, and is made again.
    synchronized void cut() {
        Attempt attempt = current;
        if (attempt != null) {
            attempt.cut();
        }
    }

    /// Goes for good.
    synchronized void leave() {
        leaving = true;
        Attempt attempt = current;
        current = null;
        if (attempt != null) {
            attempt.close();
        }
    }

    /// Asks for what is missing up to here, whatever was asked before.
    synchronized void catchUp(long head) {
        long now = System.nanoTime();
        ledger.heads(head, now);
        if (ledger.missing(head) > 0) {
            ledger.hurry(now);
            ask(now);
        }
    }

    String token() {
        return token;
    }

    synchronized long missing(long head) {
        return ledger.missing(head);
    }

    /// Whether it knows where it begins to count.
    synchronized boolean ready() {
        Attempt attempt = current;
        return attempt != null && attempt.welcomed && (room == null || ledger.begun());
    }

    synchronized int unanswered() {
        return unanswered.size();
    }

    private void say(Spoken command) {
        Attempt attempt = current;
        if (attempt != null && attempt.welcomed) {
            attempt.say(command);
        }
    }

    private void heard(FrameScan frame, long now) {
        switch (frame.kind()) {
            case ENTRIES -> entries(frame, now);
            case ACK -> acknowledged(frame, now);
            case ERROR -> refused(frame);
            case HEADS -> heads(frame, now);
            case HEARTBEAT -> {
                heads(frame, now);
                ask(now);
            }
            case WELCOME -> welcomed();
            case OTHER -> {}
        }
    }

    private void welcomed() {
        reconnects.welcomed();
        Attempt attempt = current;
        if (attempt != null && !attempt.welcomed) {
            attempt.welcomed = true;
            run.connected().incrementAndGet();
            unanswered.values().forEach(this::say);
        }
    }

    private void heads(FrameScan frame, long now) {
        for (int i = 0; i < frame.count(); i++) {
            ledger.heads(frame.seq(i), now);
        }
    }

    private void entries(FrameScan frame, long now) {
        Room mine = room;
        if (mine == null || !ledger.begun()) {
            return;
        }
        if (frame.count() == 0) {
            ledger.answered();
            return;
        }
        ledger.frame(frame.seq(0));
        for (int i = 0; i < frame.count(); i++) {
            entry(mine, ledger.entry(frame.seq(i)), frame.message(i), now);
        }
        ledger.frameEnded();
        ask(now);
    }

    private void entry(Room mine, Ledger.Verdict verdict, long name, long now) {
        switch (verdict) {
            case NEW -> delivered(mine, name, now);
            case DISORDERED -> {
                run.findings().disordered.increment();
                delivered(mine, name, now);
            }
            case DOUBLED -> run.findings().doubled.increment();
            case REPEATED -> run.findings().repeated.increment();
        }
    }

    private void delivered(Room mine, long name, long now) {
        if (name != MessageNames.FOREIGN) {
            run.measurements().delivered(run.names().intendedNanos(name), now);
            mine.stored(this, MessageNames.number(name));
        }
    }

    private void ask(long now) {
        Room mine = room;
        if (mine != null && ledger.asks(now)) {
            run.findings().gaps.increment();
            say(Spoken.of(new ClientCommand.Resume(mine.chatId(), ledger.cursor())));
        }
    }

    private void acknowledged(FrameScan frame, long now) {
        Room mine = room;
        long name = frame.message();
        if (mine != null && unanswered.remove(name) != null) {
            run.measurements().acknowledged(run.names().intendedNanos(name), now);
            mine.book().acknowledged(MessageNames.number(name), frame.seq());
            mine.answered(0);
        }
    }

    private void refused(FrameScan frame) {
        run.errors().add(frame.code());
        long name = frame.message();
        Spoken send = unanswered.get(name);
        Room mine = room;
        if (mine == null || send == null) {
            ledger.answered();
        } else if (frame.code().equals("OUTCOME_UNKNOWN")) {
            run.later(REPEAT_MS + frame.retryAfterMs(), () -> repeat(name));
        } else {
            unanswered.remove(name);
            mine.book().refused(MessageNames.number(name));
            mine.answered(frame.retryAfterMs());
        }
    }

    private synchronized void repeat(long name) {
        Spoken send = unanswered.get(name);
        if (send != null) {
            say(send);
        }
    }

    private void ended(Attempt attempt, LiveEnd end) {
        if (attempt.welcomed) {
            run.connected().decrementAndGet();
        }
        if (current != attempt || leaving) {
            return;
        }
        current = null;
        run.reconnects().add(end.name());
        switch (reconnects.after(end)) {
            case NextStep.Reconnect reconnect -> run.later(reconnect.after().toMillis(), this::connect);
            case NextStep.GiveUp giveUp -> run.errors().add("GAVE_UP_" + end.name());
        }
    }

    /// One connection of several. What is left of an earlier one is not heard any more.
    private final class Attempt implements Hearer {
        private @Nullable LiveConnection connection;
        private boolean welcomed;

        void open(List<Cursor> cursors) {
            connection = run.node(number, attempts).open(token, cursors, this);
        }

        void say(Spoken command) {
            LiveConnection to = connection;
            if (to != null) {
                boolean unused = to.say(command);
            }
        }

        void cut() {
            LiveConnection open = connection;
            if (open != null) {
                open.cut();
            }
        }

        void close() {
            LiveConnection open = connection;
            if (open != null) {
                open.close();
            }
        }

        @Override
        public void heard(ByteBuf json) {
            FrameScan frame = run.scan().read(json);
            long now = System.nanoTime();
            synchronized (Person.this) {
                if (current == this) {
                    Person.this.heard(frame, now);
                }
            }
        }

        @Override
        public void ended(LiveEnd end) {
            synchronized (Person.this) {
                Person.this.ended(this, end);
            }
        }
    }
}
