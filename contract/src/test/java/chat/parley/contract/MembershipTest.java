package chat.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.contract.client.Device;
import chat.parley.contract.client.Door;
import chat.parley.contract.client.End;
import chat.parley.contract.client.Fate;
import chat.parley.contract.client.Http;
import chat.parley.contract.client.Person;
import chat.parley.contract.client.Transport;
import chat.parley.contract.cluster.Cluster;
import chat.parley.faults.history.Act;
import chat.parley.faults.history.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// C11, C12: who may not any more cannot any more.
final class MembershipTest {
    private static final int CHANGES = 6 * Workload.LENGTH;

    private final Cluster cluster = Cluster.shared();

    @Test
    void c11_whoIsRemovedIsRefusedAtOnceOnEveryNodeAndHearsNothingMore() throws Exception {
        try (Scene scene = new Scene(cluster, "membership-churn")) {
            List<Person> all = Scene.people(4);
            String chat = scene.group(all);
            Device writer = scene.device(all.get(1), "phone", Transport.WEBSOCKET, scene.doorsFrom(0));
            List<Device> moved = List.of(
                    scene.device(all.get(2), "phone", Transport.WEBSOCKET, scene.doorsFrom(1)),
                    scene.device(all.get(3), "phone", Transport.RSOCKET, scene.doorsFrom(1)));
            for (int change = 0; change < CHANGES; change++) {
                Device device = moved.get(change % moved.size());
                writer.send(chat, "before " + change);
                scene.remove(chat, device.person());
                writer.send(chat, "behind the back " + change);
                isRefused(scene, device, chat);
                scene.add(chat, device.person());
                writer.send(chat, "after " + change);
            }
            scene.judge();
        }
    }

    @Test
    void c12_aRevokedSessionIsOverOnEveryNode() throws Exception {
        try (Scene scene = new Scene(cluster, "revoked")) {
            Person ada = Scene.people(1).getFirst();
            String chat = scene.group(ada);
            Person.Session session = ada.session(cluster);
            List<Device> lost = List.of(
                    new Device(ada, "lost", session::signIn, scene.recorder(), Transport.WEBSOCKET, scene.doorsFrom(0)),
                    new Device(ada, "lost", session::signIn, scene.recorder(), Transport.RSOCKET, scene.doorsFrom(1)));
            lost.forEach(Device::stayAwayWithoutSession);
            lost.forEach(Device::start);
            lost.forEach(Scene::awaitLive);
            Device kept = scene.device(ada, "kept", Transport.WEBSOCKET, scene.doorsFrom(0));
            Http http = new Http(ada, session, scene.recorder());
            session.revoke();
            scene.recorder().client(ada.name() + "/lost").is(Act.REVOKE, Outcome.OK);
            for (Door door : scene.doorsFrom(0)) {
                Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> status(http, door, chat) == 401);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> lost.stream()
                            .allMatch(device ->
                                    device.ends().stream().anyMatch(end -> end.code() == End.UNAUTHENTICATED)));
            scene.judge();
            assertThat(kept.ends()).isEmpty();
            lost.forEach(Device::close);
        }
    }

    private static int status(Http http, Door door, String chat) {
        return http.call(door, "GET", "/api/v1/chat/" + chat, null).status();
    }

    private static void isRefused(Scene scene, Device device, String chat) {
        Http http = scene.http(device.person());
        for (Door door : scene.doorsFrom(0)) {
            assertThat(http.send(door, chat, UUID.randomUUID().toString(), "let me in"))
                    .isInstanceOf(Fate.Refused.class);
            assertThat(http.look(door, chat, 1)).isEqualTo(404);
        }
        assertThat(device.send(chat, "let me in")
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .isInstanceOf(Fate.Refused.class);
    }
}
