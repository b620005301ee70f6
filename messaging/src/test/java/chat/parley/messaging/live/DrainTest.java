package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.teststores.PrivateRedis;
import org.junit.jupiter.api.Test;

/// The end of a node. On its own, since nodes of one process share their event loops, which end with the first.
final class DrainTest {
    @Test
    void aStoppingNodeSendsItsConnectionsAway() {
        try (EmbeddedMongo mongo = EmbeddedMongo.temporary();
                TestNode node = new TestNode(mongo, PrivateRedis.shared().uri(), "drain");
                TestClient client = node.live(TestNode.user())) {
            node.stop();
            assertThat(client.closeCode()).isEqualTo(1012);
            assertThat(client.closeReason()).matches("reconnectAfterMs=\\d{1,3}");
        }
    }
}
