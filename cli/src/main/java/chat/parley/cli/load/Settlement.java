package chat.parley.cli.load;

import chat.parley.cli.http.Api;
import chat.parley.cli.report.Integrity;
import chat.parley.cli.report.LoadReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The end of a run: every receiver must have every entry up to the head of its conversation, which the server names
/// once nobody writes any more. Who lacks some asks for them; what then is still missing is lost.
final class Settlement {
    private static final int AT_ONCE = 8;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Plan plan;
    private final Api api;
    private final Run run;
    private final List<Room> rooms;
    private final List<Person> people;
    private final Map<Room, Long> heads = new ConcurrentHashMap<>();
    private long lateFound;
    private long lastAsked;

    Settlement(Plan plan, Api api, Run run, List<Room> rooms, List<Person> people) {
        this.plan = plan;
        this.api = api;
        this.run = run;
        this.rooms = rooms;
        this.people = people;
    }

    /// Whether every send has its outcome.
    boolean answered() {
        return people.stream().noneMatch(person -> person.unanswered() > 0);
    }

    /// Asks how far the conversations go, and counts what live connections did not bring. Blocks.
    void readHeads() {
        Flux.fromIterable(rooms)
                .flatMap(room -> head(room).doOnNext(head -> heads.put(room, head)), AT_ONCE)
                .blockLast();
        lateFound = missing();
    }

    /// Whether nobody lacks anything; who does is made to ask.
    boolean complete() {
        if (missing() == 0) {
            return true;
        }
        if (System.nanoTime() - lastAsked > BETWEEN.toNanos()) {
            lastAsked = System.nanoTime();
            heads.forEach((room, head) -> room.people().forEach(person -> person.catchUp(head)));
        }
        return false;
    }

    LoadReport report(Instant startedAt, Measurements measured, Costs costs) {
        return new LoadReport(
                plan.title(),
                startedAt,
                plan.settings(),
                measured.seconds(),
                measured.offeredTotal(),
                measured.sentTotal(),
                measured.deliveredTotal(),
                measured.sendToAck(),
                measured.sendToDeliver(),
                integrity(),
                run.reconnects().all(),
                run.errors().all(),
                people.size(),
                costs.of(measured.deliveredTotal(), people.size()),
                measured.moments());
    }

    private Integrity integrity() {
        Run.Findings findings = run.findings();
        long lost = missing();
        return new Integrity(
                lost,
                books(RoomBook::lost),
                findings.doubled.sum(),
                books(RoomBook::storedTwice),
                findings.disordered.sum(),
                books(RoomBook::refusedAndStored),
                findings.gaps.sum(),
                findings.repeated.sum(),
                lateFound - lost,
                people.stream().mapToLong(Person::unanswered).sum());
    }

    private long books(ToIntFunction<RoomBook> count) {
        return rooms.stream().map(Room::book).mapToLong(count::applyAsInt).sum();
    }

    private long missing() {
        return rooms.stream().mapToLong(this::missing).sum();
    }

    private long missing(Room room) {
        long head = Objects.requireNonNull(heads.getOrDefault(room, room.book().head()));
        return room.people().stream().mapToLong(person -> person.missing(head)).sum();
    }

    /// By an answer or by an ack, whichever is further.
    private Mono<Long> head(Room room) {
        String token = room.people().getFirst().token();
        return Api.patiently(api.chat(token, room.chatId()))
                .map(chat -> Math.max(chat.head().seq(), room.book().head()));
    }
}
