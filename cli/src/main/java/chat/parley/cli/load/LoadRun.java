package chat.parley.cli.load;

import chat.parley.cli.Refusal;
import chat.parley.cli.http.Api;
import chat.parley.cli.live.LiveClient;
import chat.parley.cli.report.LoadReport;
import chat.parley.cli.report.Moment;
import chat.parley.protocol.account.LoadTestBodies.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import reactor.netty.resources.LoopResources;

/// One load test, from the first account to the last count. Blocks.
final class LoadRun implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(60);
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);
    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();
    /// Stretches in which a run is looked at.
    private static final int MOMENTS = 600;

    private final Plan plan;
    private final Api api;
    private final Progress progress;
    private final LoopResources loops;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("load-timer").daemon().factory());
    private final Random random = new Random();
    private final Measurements measurements = new Measurements();
    private final ServerProcess process;
    private final Run run;
    private final List<Person> people = new ArrayList<>();
    private final List<Room> rooms = new ArrayList<>();
    private final Instant startedAt = Instant.now();

    LoadRun(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        this.api = new Api(plan.server());
        this.loops = LoopResources.create("load", plan.threads(), true);
        this.process = new ServerProcess(Path.of("/proc"), plan.serverPids());
        this.run = new Run(
                plan.nodes().stream().map(node -> LiveClient.at(node, loops)).toList(),
                new MessageNames(random.nextLong(), System.nanoTime()),
                measurements,
                timer);
    }

    LoadReport execute() {
        invite();
        Costs costs = new Costs(process);
        connect();
        Writers writers = writers();
        progress.step(plan.idle() ? "Keeping the connections." : "Writing.");
        writers.start();
        pause(plan.warmUp());
        measure(costs);
        writers.stop();
        Settlement settlement = new Settlement(plan, api, run, rooms, people);
        if (!plan.idle()) {
            progress.step("Waiting for the last answers, then asking everybody what is missing.");
            await(settlement::answered, TO_ANSWER);
            settlement.readHeads();
            await(settlement::complete, TO_ANSWER);
        }
        Moment unused = measurements.look(System.nanoTime(), run.connected().get());
        return settlement.report(startedAt, measurements, costs);
    }

    private void invite() {
        progress.step("Asking for " + plan.users() + " accounts.");
        Crowd crowd = new Crowd(api, "l" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
        List<Account> accounts =
                Objects.requireNonNull(crowd.accounts(plan.users()).block());
        if (plan.idle()) {
            accounts.forEach(account -> people.add(new Person(run, people.size(), account.accessToken(), null)));
            return;
        }
        List<Integer> sizes = RoomLayout.sizes(plan.users(), plan.roomSize());
        progress.step("Opening " + sizes.size() + " rooms.");
        Objects.requireNonNull(crowd.rooms(accounts, sizes).block()).forEach(this::furnish);
    }

    private void furnish(Crowd.Seats seats) {
        Room room = new Room(seats.chat().id(), plan.textBytes(), run);
        rooms.add(room);
        seats.members().forEach(account -> {
            Person person = new Person(run, people.size(), account.accessToken(), room);
            people.add(person);
            room.add(person);
        });
    }

    private void connect() {
        progress.step("Connecting.");
        long step = plan.ramp().toMillis() * 1_000 / people.size();
        for (int i = 0; i < people.size(); i++) {
            run.later(i * step / 1_000, people.get(i)::connect);
        }
        await(() -> people.stream().allMatch(Person::ready), plan.ramp().plus(TO_CONNECT));
        long ready = people.stream().filter(Person::ready).count();
        if (ready < people.size()) {
            throw Refusal.failed("Only " + ready + " of " + people.size() + " could connect. Ends: "
                    + run.reconnects().all() + ", errors: " + run.errors().all());
        }
    }

    private Writers writers() {
        return plan.closedLoop() || plan.idle()
                ? new Writers.ClosedLoop(rooms, plan.outstanding(), plan.think().toMillis(), run)
                : new Writers.OpenLoop(rooms, plan.arrivals(), plan.rate(), random::nextDouble);
    }

    private void measure(Costs costs) {
        long begin = System.nanoTime();
        measurements.begin(begin);
        costs.begin();
        double seconds = plan.duration().toMillis() / 1e3;
        long stretch = Math.max(TimeUnit.SECONDS.toNanos(1), plan.duration().toNanos() / MOMENTS);
        long end = begin + plan.duration().toNanos();
        long storm = plan.storms() ? begin + plan.stormEvery().toNanos() : Long.MAX_VALUE;
        for (long next = begin + stretch; next <= end; next += stretch) {
            pauseUntil(next);
            progress.moment(measurements.look(System.nanoTime(), run.connected().get()), seconds);
            if (System.nanoTime() - storm >= 0 && next < end) {
                storm();
                storm += plan.stormEvery().toNanos();
            }
        }
        measurements.end(System.nanoTime());
        costs.end();
        progress.clear();
    }

    private void storm() {
        List<Person> some = new ArrayList<>(people);
        Collections.shuffle(some, random);
        List<Person> unlucky = some.subList(0, (int) Math.ceil(some.size() * plan.stormShare()));
        measurements.cut(unlucky.size());
        unlucky.forEach(Person::cut);
    }

    private static void await(BooleanSupplier condition, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static void pause(Duration duration) {
        pauseUntil(System.nanoTime() + duration.toNanos());
    }

    private static void pauseUntil(long then) {
        for (long left = then - System.nanoTime(); left > 0; left = then - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        people.forEach(Person::leave);
        List<Runnable> unused = timer.shutdownNow();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block();
    }
}
