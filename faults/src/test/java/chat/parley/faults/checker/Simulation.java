package chat.parley.faults.checker;

import chat.parley.faults.checker.SimulatedLog.Entry;
import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// A system that keeps the promises, in one thread, with a seeded generator in place of chance; or one with a defect.
final class Simulation {
    private static final List<String> USERS = List.of("anna", "bert", "carl");
    private static final int PENDING = 6;

    private final Set<Defect> defects;
    private final Random random;
    private final List<Event> events = new ArrayList<>();
    private final List<SimulatedLog> logs = new ArrayList<>();
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private final List<SimulatedSend> sends = new ArrayList<>();
    private long t;
    private int messages;
    private boolean refusesAll;

    Simulation(long seed, Set<Defect> defects) {
        this.random = new Random(seed);
        this.defects = defects;
    }

    List<Event> run(int steps) {
        begin();
        many(steps);
        join("dora");
        many(steps);
        remove("carl");
        many(steps);
        scenes();
        many(steps);
        end();
        return events;
    }

    static Event entry(String client, Act act, SimulatedLog log, Entry entry) {
        return Event.of(client, act, Outcome.OK)
                .in(log.name())
                .message(entry.message(), entry.message())
                .at(log.name() + '-' + entry.seq(), entry.seq());
    }

    private void begin() {
        for (String user : USERS) {
            device(user, "phone");
            device(user, "tablet");
        }
        device("dora", "phone");
        for (String name : List.of("c1", "c2")) {
            SimulatedLog log = new SimulatedLog(name, defects, random);
            logs.add(log);
            USERS.forEach(user -> joined(log, user, log.join(user)));
            devices.forEach(device -> device.resume(log));
        }
    }

    private void device(String user, String name) {
        SimulatedDevice device = new SimulatedDevice(user, name, defects, this::add);
        devices.add(device);
        device.connect();
    }

    private void many(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    private void step() {
        SimulatedDevice device = any(devices);
        SimulatedLog log = any(logs);
        int kind = random.nextInt(100);
        if (kind < 20 && sends.size() < PENDING) {
            begin(new SimulatedSend(device.user(), device.client(), log, "m" + ++messages));
        } else if (kind < 50 && !sends.isEmpty()) {
            progress(sends.getFirst());
        } else if (kind < 90) {
            device.take(log);
        } else if (kind < 93) {
            reconnect(device);
        } else if (log.hasMember(device.user())) {
            marks(device, log);
        }
    }

    private void begin(SimulatedSend send) {
        sends.add(send);
        add(line(send, Outcome.INVOKE));
    }

    private void progress(SimulatedSend send) {
        if (!send.isDecided()) {
            decide(send);
            return;
        }
        sends.remove(send);
        add(line(send, send.outcome()).at(placeOf(send), send.entry().seq()));
        if (send.outcome() == Outcome.INFO || (send.outcome() == Outcome.OK && chance(10))) {
            begin(send.repeated());
        }
    }

    private void decide(SimulatedSend send) {
        SimulatedLog log = send.log();
        Entry none = new Entry(0, "");
        if (refusesAll || !log.hasMember(send.user()) || chance(5)) {
            send.decide(Outcome.FAIL, none);
            refused(send);
        } else if (chance(5)) {
            send.decide(Outcome.INFO, none);
            if (defects.contains(Defect.PUBLISH_BEFORE_INSERT)) {
                publish(log, new Entry(log.head() + 1, send.message()));
            }
        } else if (defects.contains(Defect.ACK_BEFORE_INSERT) && chance(5) && !log.holds(send.message())) {
            send.decide(Outcome.OK, new Entry(log.head() + 1, send.message()));
        } else {
            Entry entry = stored(log, send.user(), send.message());
            boolean answered = !chance(5);
            send.decide(answered ? Outcome.OK : Outcome.INFO, answered ? entry : none);
        }
    }

    private void refused(SimulatedSend send) {
        if (defects.contains(Defect.REFUSE_AFTER_INSERT) && send.log().hasMember(send.user())) {
            stored(send.log(), send.user(), send.message());
        }
    }

    @CanIgnoreReturnValue
    private Entry stored(SimulatedLog log, String sender, String message) {
        boolean isNew = !log.holds(message) || defects.contains(Defect.NO_UNIQUE_INDEX);
        Entry entry = log.insert(message);
        if (isNew) {
            log.read(sender, entry.seq());
            publish(log, entry);
        }
        return entry;
    }

    /// Every tenth is lost on the way to each device.
    private void publish(SimulatedLog log, Entry entry) {
        for (SimulatedDevice device : devices) {
            boolean stale = defects.contains(Defect.MEMBERSHIP_FROM_A_CACHE)
                    && device.user().equals("carl");
            if ((log.hasMember(device.user()) || stale) && !chance(10)) {
                device.push(log, entry);
            }
        }
    }

    private void reconnect(SimulatedDevice device) {
        device.disconnect();
        device.connect();
        for (SimulatedLog log : logs) {
            if (log.hasMember(device.user())) {
                device.resume(log);
                seam(device, log);
            }
        }
    }

    /// Something is written while the connection is between reading and subscribing.
    private void seam(SimulatedDevice device, SimulatedLog log) {
        if (chance(30) && !refusesAll) {
            String other = log.members().getFirst();
            SimulatedSend send = new SimulatedSend(other, other + "/web", log, "m" + ++messages);
            add(line(send, Outcome.INVOKE));
            Entry entry = stored(log, other, send.message());
            send.decide(Outcome.OK, entry);
            add(line(send, Outcome.OK).at(placeOf(send), entry.seq()));
            if (defects.contains(Defect.SUBSCRIBE_AFTER_SNAPSHOT)) {
                device.forget(log);
                device.miss(log, entry);
            } else if (chance(50)) {
                device.catchUp(log);
            }
        }
    }

    private void marks(SimulatedDevice device, SimulatedLog log) {
        long upTo = device.cursor(log);
        add(Event.of(device.client(), Act.MARK_READ, Outcome.INVOKE)
                .in(log.name())
                .at("", upTo));
        log.read(device.user(), upTo);
        SimulatedDevice observer = any(devices);
        if (log.hasMember(observer.user())) {
            sawMarks(observer.client(), log);
        }
    }

    private void sawMarks(String client, SimulatedLog log) {
        for (String member : log.members()) {
            add(Event.of(client, Act.SAW_READ, Outcome.OK).in(log.name()).at(member, log.mark(member)));
        }
    }

    private void join(String user) {
        SimulatedLog log = logs.getFirst();
        Entry notice = log.join(user);
        publish(log, notice);
        joined(log, user, notice);
    }

    private void joined(SimulatedLog log, String user, Entry notice) {
        add(Event.of(user, Act.JOINED, Outcome.OK).in(log.name()).at("", notice.seq()));
    }

    private void remove(String user) {
        SimulatedLog log = logs.getFirst();
        Entry notice = log.remove(user);
        devices.stream().filter(device -> device.user().equals(user)).forEach(device -> device.forget(log));
        publish(log, notice);
        add(Event.of(user, Act.REMOVED, Outcome.OK).in(log.name()).at("", notice.seq()));
        t += Duration.ofSeconds(3).toNanos();
    }

    private void scenes() {
        revocation();
        presence();
        mail();
        fault();
    }

    private void revocation() {
        add(Event.of("bert/old", Act.LOGIN, Outcome.OK));
        add(Event.of("bert/old#1", Act.CONNECT, Outcome.OK));
        add(Event.of("bert/old", Act.REVOKE, Outcome.OK));
        t += Duration.ofSeconds(6).toNanos();
        if (defects.contains(Defect.REVOCATION_AT_CONNECT_ONLY)) {
            add(entry("bert/old#1", Act.RECV, logs.get(1), logs.get(1).all().getLast()));
        }
        add(Event.of("bert/old#1", Act.DISCONNECT, Outcome.INFO));
    }

    private void presence() {
        SimulatedDevice dora = devices.getLast();
        SimulatedDevice anna = devices.getFirst();
        add(Event.of(anna.client(), Act.PRESENCE, Outcome.OK).at("dora", 1));
        dora.disconnect();
        t += Duration.ofSeconds(35).toNanos();
        if (!defects.contains(Defect.PRESENCE_WITHOUT_LEASE)) {
            add(Event.of(anna.client(), Act.PRESENCE, Outcome.OK).at("dora", 0));
        }
        t += Duration.ofSeconds(35).toNanos();
        dora.connect();
        dora.resume(logs.getFirst());
        add(Event.of(anna.client(), Act.PRESENCE, Outcome.OK).at("dora", 1));
    }

    private void mail() {
        for (int i = 0; i < 5; i++) {
            String address = "user" + i + "@example.org";
            add(Event.of("suite", Act.CODE_REQUEST, Outcome.INVOKE).at(address, 0));
            add(Event.of("suite", Act.CODE_REQUEST, Outcome.OK).at(address, 300));
            if (i != 3 || !defects.contains(Defect.ACCEPT_MAIL_BEFORE_CONFIRM)) {
                add(Event.of("smtp", Act.MAIL, Outcome.OK).at(address, 0).message("", "code" + i));
            }
        }
    }

    private void fault() {
        add(Event.of("suite", Act.FAULT, Outcome.OK));
        refusesAll = true;
        many(50);
        refusesAll = defects.contains(Defect.NO_RECONNECT_TO_THE_STORE);
        add(Event.of("suite", Act.HEAL, Outcome.OK));
    }

    private void end() {
        while (!sends.isEmpty()) {
            progress(sends.getFirst());
        }
        if (!defects.contains(Defect.FAN_OUT_ONLY)) {
            devices.forEach(this::repair);
        }
        add(Event.of("suite", Act.REST, Outcome.OK));
        logs.forEach(this::finalViews);
    }

    private void repair(SimulatedDevice device) {
        logs.stream().filter(log -> log.hasMember(device.user())).forEach(device::catchUp);
    }

    private void finalViews(SimulatedLog log) {
        if (defects.contains(Defect.ORDER_BY_TIME)) {
            log.sortByTime();
        }
        for (String user : log.members()) {
            sawMarks(user + "/web", log);
            List<Entry> entries = log.after(user, 0);
            boolean stale = defects.contains(Defect.READ_FROM_A_STALE_COPY) && user.equals("bert");
            view(user + "/web", Act.FINAL_READ, log, stale ? entries.subList(0, entries.size() - 3) : entries);
        }
        view("store", Act.STORE_AUDIT, log, log.all());
    }

    private void view(String reader, Act act, SimulatedLog log, List<Entry> entries) {
        add(Event.of(reader, act, Outcome.INVOKE).in(log.name()));
        entries.forEach(entry -> add(entry(reader, act, log, entry)));
        add(Event.of(reader, act, Outcome.OK).in(log.name()));
    }

    private static Event line(SimulatedSend send, Outcome type) {
        return Event.of(send.client(), Act.SEND, type)
                .in(send.log().name())
                .message(send.message(), type == Outcome.INVOKE ? send.message() : "");
    }

    private static String placeOf(SimulatedSend send) {
        return send.entry().seq() == 0
                ? ""
                : send.log().name() + '-' + send.entry().seq();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void add(Event event) {
        t += 1_000_000L + random.nextInt(4_000_000);
        events.add(new Event(
                t,
                event.client(),
                event.f(),
                event.type(),
                event.conversation(),
                event.clientMessageId(),
                event.id(),
                event.seq(),
                event.digest()));
    }
}
