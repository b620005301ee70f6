package chat.parley.contract;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Door;
import chat.parley.contract.client.Fate;
import chat.parley.contract.client.Http;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What people do all day: eight of them with two devices each, in six conversations, over all transports and both
/// nodes. What is done is decided by the seed, when it is done by the clock.
final class Workload implements AutoCloseable {
    /// How many times longer than on the build machine.
    static final int LENGTH = Integer.getInteger("parley.contract.length", 1);

    private static final int PEOPLE = 8;
    private static final int PER_SECOND = 50;

    private final Scene scene;
    private final Random random;
    private final List<Person> people = Scene.people(PEOPLE);
    private final List<String> chats;
    private final List<Device> devices = new ArrayList<>();
    private final Queue<Fate> overHttp = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;

    Workload(Scene scene) {
        this.scene = scene;
        long given = Long.getLong("parley.contract.seed", 0);
        long seed = given == 0 ? System.nanoTime() : given;
        System.out.println("seed " + seed);
        random = new Random(seed);
        chats = List.of(
                scene.group(some(0, 1)),
                scene.group(some(2, 3)),
                scene.group(some(4, 7)),
                scene.group(some(0, 1, 2, 3)),
                scene.group(some(4, 5, 6, 7)),
                scene.group(people));
        IntStream.range(0, PEOPLE).forEach(this::twoDevices);
        scene.awaitAllLive();
        people.forEach(person -> scene.http(person));
    }

    List<Person> people() {
        return people;
    }

    /// What the sends over HTTP came to.
    List<Fate> overHttp() {
        return List.copyOf(overHttp);
    }

    /// Goes on until [#stop()].
    void start() {
        running = true;
        threads.execute(this::work);
    }

    /// Begins nothing more, and waits until what is under way has ended.
    void stop() {
        running = false;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the workload does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Lets some load pass.
    static void forAWhile() {
        lasting(Duration.ofSeconds(3).multipliedBy(LENGTH));
    }

    /// The pace of the load, not a wait for anything.
    static void lasting(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        running = false;
        threads.shutdownNow();
    }

    private List<Person> some(int... which) {
        return IntStream.of(which).mapToObj(people::get).toList();
    }

    private void twoDevices(int n) {
        Person person = people.get(n);
        devices.add(scene.newDevice(person, "phone", Transport.WEBSOCKET, scene.doorsFrom(n))
                .start());
        devices.add(scene.newDevice(person, "laptop", Transport.RSOCKET, scene.doorsFrom(n + 1))
                .start());
    }

    private void work() {
        long next = System.nanoTime();
        while (running) {
            act();
            next += TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            lasting(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        }
    }

    private void act() {
        Device device = devices.get(random.nextInt(devices.size()));
        String chat = chatOf(device.person());
        int dice = random.nextInt(100);
        if (dice < 70) {
            send(device, chat, dice);
        } else if (dice < 82) {
            device.read(chat);
        } else if (dice < 90) {
            device.delivered(chat);
        } else if (dice < 94) {
            device.typing(chat);
        } else if (dice < 99) {
            long from = 1 + random.nextLong(Math.max(1, device.shown(chat)));
            Door door = door();
            threads.execute(() -> look(device.person(), door, chat, from));
        } else {
            device.reconnect();
        }
    }

    private void look(Person person, Door door, String chat, long from) {
        int unused = scene.http(person).look(door, chat, from);
    }

    /// A tenth goes twice, the second time over HTTP to any node; another tenth goes over HTTP only.
    private void send(Device device, String chat, int dice) {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        String text = "message " + random.nextInt();
        Http http = scene.http(device.person());
        Door door = door();
        if (dice >= 7) {
            device.send(chat, id, text);
        }
        if (dice < 14) {
            threads.execute(() -> overHttp.add(http.send(door, chat, id, text)));
        }
    }

    private String chatOf(Person person) {
        List<String> own = chats.stream()
                .filter(chat -> scene.chats().getOrDefault(chat, List.of()).contains(person))
                .toList();
        return own.get(random.nextInt(own.size()));
    }

    private Door door() {
        Door[] doors = scene.doorsFrom(0);
        return doors[random.nextInt(doors.length)];
    }
}
