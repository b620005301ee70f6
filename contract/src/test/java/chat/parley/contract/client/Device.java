package chat.parley.contract.client;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Outcome;
import chat.parley.faults.history.Recorder;
import chat.parley.faults.history.Witness;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A good client on one device: resumes by cursor, splices by seq, repeats what has no outcome under the same id, and
/// comes back on the next node. Writes down what it does and shows. Safe from any thread.
public final class Device implements AutoCloseable {
    private static final long LOOK_MS = 50;
    private static final Duration SILENCE = Duration.ofSeconds(25);

    private final String name;
    private final Person person;
    private final Supplier<String> tokens;
    private final Recorder recorder;
    private final Transport transport;
    private final List<Door> doors;
    private final Talk talk;
    private final Backoff backoff = new Backoff();
    private final BlockingQueue<Note> inbox = new LinkedBlockingQueue<>();
    private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
    private final List<End> ends = new CopyOnWriteArrayList<>();
    private final List<End> refusals = new CopyOnWriteArrayList<>();
    private final List<Duration> gaps = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private @Nullable String token;
    private @Nullable Line line;
    private int number;
    private int turn;
    private volatile boolean over;
    private volatile boolean away;
    private volatile boolean signsInAgain = true;
    private long lostAt;
    private long lastHeard;

    /// @param name of the device
    /// @param tokens asked for one at first and after each 4401
    /// @param doors tried in turn, the first one first
    public Device(
            Person person,
            String name,
            Supplier<String> tokens,
            Recorder recorder,
            Transport transport,
            Door... doors) {
        this.person = person;
        this.name = person.name() + "/" + name;
        this.tokens = tokens;
        this.recorder = recorder;
        this.transport = transport;
        this.doors = List.of(doors);
        talk = new Talk(person.name(), recorder.client(this.name + "#0"));
        thread = Thread.ofVirtual().unstarted(this::run);
    }

    /// Whose it is.
    public Person person() {
        return person;
    }

    /// Begins with nothing in this conversation, from its first entry on.
    @CanIgnoreReturnValue
    public Device hold(String chat) {
        locked(() -> talk.book().hold(chat, 0));
        return this;
    }

    /// Stays away once its session ended.
    public void stayAwayWithoutSession() {
        signsInAgain = false;
    }

    /// Connects, and stays connected until the end.
    @CanIgnoreReturnValue
    public Device start() {
        thread.start();
        return this;
    }

    /// Hears every event from now on; must not wait.
    public void listen(Consumer<JsonNode> listener) {
        listeners.add(listener);
    }

    /// Sends under a new id.
    @CanIgnoreReturnValue
    public CompletableFuture<Fate> send(String chat, String text) {
        return send(chat, UUID.randomUUID().toString(), text);
    }

    /// Sends now or when connected again, until there is an outcome.
    @CanIgnoreReturnValue
    public CompletableFuture<Fate> send(String chat, String id, String text) {
        lock.lock();
        try {
            Outbox.Letter letter = talk.outbox().write(chat, id, text);
            talk.post();
            return letter.fate;
        } finally {
            lock.unlock();
        }
    }

    /// Reports what it showed as read; nothing while it is away.
    public void read(String chat) {
        locked(() -> talk.mark("read", Act.MARK_READ, chat));
    }

    /// The same for delivered.
    public void delivered(String chat) {
        locked(() -> talk.mark("delivered", Act.MARK_DELIVERED, chat));
    }

    /// Is typing.
    public void typing(String chat) {
        locked(() -> talk.say("{\"type\":\"typing\",\"chatId\":\"" + chat + "\",\"active\":true}"));
    }

    /// Watches these people from now on, on each connection.
    public void watch(Collection<Person> people) {
        locked(() -> talk.watch(people.stream().map(Person::name).toList()));
    }

    /// Ends the connection without a word to the book: it comes back by itself.
    public void reconnect() {
        locked(() -> {
            Line now = line;
            if (now != null) {
                disconnected(Outcome.OK);
                now.close();
                backoff.failed();
            }
        });
    }

    /// Closes in an orderly way, until [#comeBack()].
    public void leave() {
        locked(() -> {
            away = true;
            Line now = line;
            if (now != null) {
                disconnected(Outcome.OK);
                now.close();
            }
        });
    }

    /// Once its connection ends, it does not connect before [#comeBack()].
    public void stayAway() {
        away = true;
    }

    /// Connects again, to the next node.
    public void comeBack() {
        away = false;
    }

    /// Takes nothing from the network until [#read()].
    public void stopReading() {
        locked(() -> {
            Line now = line;
            if (now != null) {
                now.stopReading();
            }
        });
    }

    /// Reads on.
    public void read() {
        locked(() -> {
            Line now = line;
            if (now != null) {
                now.read();
            }
        });
    }

    /// The last seq that it showed.
    public long shown(String chat) {
        lock.lock();
        try {
            return talk.book().shown(chat);
        } finally {
            lock.unlock();
        }
    }

    /// Whether it is connected and knows the heads.
    public boolean isLive() {
        return talk.isReady();
    }

    /// Whether nothing that it sent is without outcome.
    public boolean hasOutcomes() {
        lock.lock();
        try {
            return talk.outbox().isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// How its connections ended that it did not end itself.
    public List<End> ends() {
        return List.copyOf(ends);
    }

    /// How its connections ended that were not let in.
    public List<End> refusals() {
        return List.copyOf(refusals);
    }

    /// How long it was away each time, from the end until it knew the heads again.
    public List<Duration> gaps() {
        return List.copyOf(gaps);
    }

    @Override
    public String toString() {
        return name;
    }

    /// Closes in an orderly way and stays away.
    @Override
    public void close() {
        locked(() -> {
            Line now = line;
            over = true;
            if (now != null) {
                disconnected(Outcome.OK);
                now.close();
            }
            talk.outbox().cut();
        });
        thread.interrupt();
    }

    private void run() {
        try {
            while (!over) {
                if (line == null) {
                    // On the device's own thread: the pause before another attempt that real clients make.
                    Thread.sleep(away ? LOOK_MS : backoff.next());
                    locked(this::connect);
                } else {
                    take(inbox.poll(1, TimeUnit.SECONDS));
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() {
        if (over || away) {
            return;
        }
        int connection = ++number;
        Door door = doors.get(turn++ % doors.size());
        Witness by = recorder.client(name + "#" + connection);
        by.is(Act.CONNECT, Outcome.INVOKE);
        lastHeard = System.nanoTime();
        try {
            Line opened = transport.open(door, token(), cursors(), new Ears(connection));
            line = opened;
            talk.over(opened, by);
        } catch (IOException | RuntimeException refused) {
            by.is(Act.CONNECT, Outcome.FAIL);
            backoff.failed();
        }
    }

    private String token() {
        String now = token == null ? tokens.get() : token;
        token = now;
        return now;
    }

    private String cursors() {
        return talk.book().cursors().entrySet().stream()
                .map(cursor -> "{\"chatId\":\"" + cursor.getKey() + "\",\"seq\":" + cursor.getValue() + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private void take(@Nullable Note note) {
        locked(() -> {
            if (note != null && note.connection() == number && line != null) {
                switch (note) {
                    case Note.Heard heard -> heard(JsonMapper.shared().readTree(heard.json()));
                    case Note.Ended ended -> ended(ended.end());
                }
            }
            tick();
        });
    }

    private void heard(JsonNode event) {
        lastHeard = System.nanoTime();
        talk.hear(event);
        if (talk.isReady()) {
            backoff.worked();
            back();
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    private void back() {
        if (lostAt != 0) {
            gaps.add(Duration.ofNanos(System.nanoTime() - lostAt));
            lostAt = 0;
        }
    }

    private void ended(End end) {
        (talk.isWelcomed() ? ends : refusals).add(end);
        disconnected(end.orderly() ? Outcome.OK : Outcome.INFO);
        backoff.ended(end);
        if (end.code() == End.UNAUTHENTICATED) {
            token = null;
            over = !signsInAgain;
        }
    }

    private void disconnected(Outcome how) {
        line = null;
        lostAt = lostAt == 0 ? System.nanoTime() : lostAt;
        talk.end(how);
    }

    /// What is due by the clock.
    private void tick() {
        long now = System.nanoTime();
        Line silent = line;
        if (silent != null && now - lastHeard > SILENCE.toNanos()) {
            silent.close();
            ended(End.cut());
        }
        talk.tick();
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private sealed interface Note {
        int connection();

        record Heard(int connection, String json) implements Note {}

        record Ended(int connection, End end) implements Note {}
    }

    private final class Ears implements Line.Listener {
        private final int connection;

        private Ears(int connection) {
            this.connection = connection;
        }

        @Override
        public void heard(String json) {
            inbox.add(new Note.Heard(connection, json));
        }

        @Override
        public void ended(End end) {
            inbox.add(new Note.Ended(connection, end));
        }
    }
}
