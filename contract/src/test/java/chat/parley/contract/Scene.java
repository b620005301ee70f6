package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Door;
import chat.parley.contract.client.Http;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Reader;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import chat.parley.contract.cluster.Node;
import chat.parley.contract.cluster.StoreAudit;
import chat.parley.faults.checker.Checker;
import chat.parley.faults.checker.Verdict;
import chat.parley.faults.history.Act;
import chat.parley.faults.history.Digest;
import chat.parley.faults.history.Outcome;
import chat.parley.faults.history.Recorder;
import chat.parley.faults.history.Witness;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// One story on a cluster: people, their conversations and devices, and one history of it all, judged at the end.
final class Scene implements AutoCloseable {
    /// What C7 allows until everybody has everything.
    static final Duration REPAIRED_WITHIN = Duration.ofSeconds(20);

    private static final Duration OUTCOMES_WITHIN = Duration.ofSeconds(60);

    /// Sends that may come between.
    private static final long UNDER_WAY = 10;

    private final Cluster cluster;
    private final Recorder recorder;
    private final Witness suite;
    private final Map<Person, Http> https = new ConcurrentHashMap<>();
    private final Map<String, List<Person>> chats = new LinkedHashMap<>();
    private final List<Device> devices = new ArrayList<>();

    /// @param name of the file that the history is kept in
    Scene(Cluster cluster, String name) {
        this.cluster = cluster;
        Path folder = Path.of("target", "histories");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        recorder = Recorder.to(folder.resolve(name + ".jsonl"));
        suite = recorder.client("suite");
    }

    Cluster cluster() {
        return cluster;
    }

    Recorder recorder() {
        return recorder;
    }

    /// This many people who are new.
    static List<Person> people(int count) {
        return Stream.generate(Person::create).limit(count).toList();
    }

    /// The person's way over HTTP.
    @CanIgnoreReturnValue
    Http http(Person person) {
        return https.computeIfAbsent(person, one -> new Http(one, one.session(cluster), recorder));
    }

    /// A new group; the first of them owns it.
    @CanIgnoreReturnValue
    String group(Person... members) {
        return group(Arrays.asList(members));
    }

    /// The same.
    @CanIgnoreReturnValue
    String group(List<Person> members) {
        Person owner = members.getFirst();
        String others = members.stream()
                .skip(1)
                .map(person -> "\"" + person.name() + "\"")
                .collect(Collectors.joining(","));
        String chat =
                http(owner).group(Door.of(cluster.left()), UUID.randomUUID().toString(), others);
        members.forEach(person -> recorder.client(person.name()).saw(Act.JOINED, chat, 1));
        chats.put(chat, new ArrayList<>(members));
        return chat;
    }

    /// Removes somebody, as the owner does.
    void remove(String chat, Person person) {
        actsAs(members(chat).getFirst(), chat);
        changed(http(members(chat).getFirst())
                .call(Door.of(cluster.left()), "DELETE", "/api/v1/chat/" + chat + "/members/" + person.name(), null));
        note(Act.REMOVED, "removed", chat, person);
        members(chat).remove(person);
    }

    /// Adds somebody, as the owner does.
    void add(String chat, Person person) {
        actsAs(members(chat).getFirst(), chat);
        changed(http(members(chat).getFirst())
                .call(
                        Door.of(cluster.left()),
                        "POST",
                        "/api/v1/chat/" + chat + "/members",
                        "{\"userIds\":[\"" + person.name() + "\"]}"));
        note(Act.JOINED, "joined", chat, person);
        members(chat).add(person);
    }

    /// A device that holds all conversations of its person so far, and is live when this returns.
    Device device(Person person, String name, Transport transport, Door... doors) {
        Device device = newDevice(person, name, transport, doors).start();
        awaitLive(device);
        return device;
    }

    /// The same, not started yet.
    Device newDevice(Person person, String name, Transport transport, Door... doors) {
        Device device = new Device(person, name, person.session(cluster)::signIn, recorder, transport, doors);
        chats.forEach((chat, members) -> {
            if (members.contains(person)) {
                device.hold(chat);
            }
        });
        devices.add(device);
        return device;
    }

    /// Waits until all devices are connected.
    void awaitAllLive() {
        devices.forEach(Scene::awaitLive);
    }

    /// The same, except for this one.
    void awaitLiveBut(Device away) {
        devices.stream().filter(device -> device != away).forEach(Scene::awaitLive);
    }

    static void awaitLive(Device device) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(device::isLive);
    }

    /// A door on each node, beginning with this one.
    Door[] doorsFrom(int first) {
        List<Node> nodes = cluster.nodes();
        return Stream.iterate(first, n -> n + 1)
                .limit(nodes.size())
                .map(n -> Door.of(nodes.get(n % nodes.size())))
                .toArray(Door[]::new);
    }

    Map<String, List<Person>> chats() {
        return chats;
    }

    List<Device> devices() {
        return devices;
    }

    /// All sessions were lost: whoever uses HTTP has signed in again when this returns; devices do so by themselves.
    void signEverybodyInAgain() {
        https.values().forEach(Http::signInAgain);
    }

    /// From now on something is broken on purpose.
    void fault(String name) {
        suite.add(suite.line(Act.FAULT, Outcome.OK).at(name, 0));
    }

    /// Everything is whole again.
    void heal() {
        suite.is(Act.HEAL, Outcome.OK);
    }

    /// Waits until every send has its outcome and every device shows every head.
    void awaitRest(Duration atMost) {
        Awaitility.await("outcomes")
                .atMost(OUTCOMES_WITHIN)
                .until(() -> devices.stream().allMatch(Device::hasOutcomes));
        Awaitility.await("heads").atMost(atMost).untilAsserted(this::headsRest);
    }

    /// Rests, reads everything in every way, audits the store, and lets the checker judge.
    @CanIgnoreReturnValue
    Verdict judge() throws IOException {
        awaitRest(REPAIRED_WITHIN);
        suite.is(Act.REST, Outcome.OK);
        readAtTheEnd();
        Verdict verdict = Checker.check(recorder.history());
        System.out.println(verdict.counts() + " " + verdict.figures());
        assertThat(verdict.isClean()).as("%s", verdict.findings()).isTrue();
        return verdict;
    }

    @Override
    public void close() {
        devices.forEach(Device::close);
        recorder.close();
    }

    private void headsRest() {
        for (Map.Entry<String, List<Person>> chat : chats.entrySet()) {
            long head = cluster.audit().head(chat.getKey());
            for (Device device : devices) {
                if (chat.getValue().contains(device.person())) {
                    assertThat(device.shown(chat.getKey()))
                            .as(() -> device + " of " + chat.getKey())
                            .isEqualTo(head);
                }
            }
        }
    }

    /// Who changes a group has read what the notice follows, as the sender of a message has; which seq it gets is not
    /// known before.
    private void actsAs(Person actor, String chat) {
        Witness by = recorder.client(actor.name());
        long most = cluster.audit().head(chat) + UNDER_WAY;
        by.add(by.line(Act.MARK_READ, Outcome.INVOKE).in(chat).at("", most));
    }

    private void note(Act act, String kind, String chat, Person person) {
        recorder.client(person.name()).saw(act, chat, cluster.audit().notice(chat, kind, person.name()));
    }

    private static void changed(Http.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(204);
    }

    private void readAtTheEnd() throws IOException {
        chats.keySet().forEach(this::audit);
        for (Person person : people()) {
            List<String> own = chats.keySet().stream()
                    .filter(chat -> members(chat).contains(person))
                    .toList();
            for (Node node : cluster.nodes()) {
                read(person, Door.of(node), own);
            }
        }
    }

    private void read(Person person, Door door, List<String> own) throws IOException {
        own.forEach(chat -> http(person).readAll(door, chat));
        own.forEach(chat -> http(person).readMarks(door, chat));
        for (Transport transport : Transport.values()) {
            try (Reader reader = new Reader(person, person.session(cluster), recorder, transport, door)) {
                own.forEach(reader::readAll);
            }
        }
    }

    private List<Person> members(String chat) {
        return chats.getOrDefault(chat, List.of());
    }

    private List<Person> people() {
        return chats.values().stream().flatMap(List::stream).distinct().toList();
    }

    private void audit(String chat) {
        Witness store = recorder.client("store");
        store.reading(Act.STORE_AUDIT, chat);
        for (StoreAudit.Entry entry : cluster.audit().entries(chat)) {
            String digest = entry.text().isEmpty() ? "" : Digest.of(entry.text());
            store.entry(Act.STORE_AUDIT, chat, entry.seq(), entry.id(), entry.clientMessageId(), digest);
        }
        store.readAll(Act.STORE_AUDIT, chat);
    }
}
