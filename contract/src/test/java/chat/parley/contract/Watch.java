package chat.parley.contract;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Person;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/// What one device is told of other people's presence.
final class Watch {
    private final Map<String, Boolean> online = new ConcurrentHashMap<>();
    private final Queue<Boolean> told = new ConcurrentLinkedQueue<>();
    private final Device device;

    Watch(Device device) {
        this.device = device;
        device.listen(this::hear);
    }

    /// Watches these people from now on.
    void on(List<Person> people) {
        device.watch(people);
    }

    boolean isOnline(Person person) {
        return online.getOrDefault(person.name(), false);
    }

    /// Whether anything about this person was told.
    boolean knows(Person person) {
        return online.containsKey(person.name());
    }

    /// Everything it was told, in order.
    List<Boolean> told() {
        return List.copyOf(told);
    }

    private void hear(JsonNode event) {
        event.path("users").forEach(user -> {
            boolean now = user.path("online").booleanValue(false);
            online.put(user.path("userId").stringValue(""), now);
            told.add(now);
        });
    }
}
