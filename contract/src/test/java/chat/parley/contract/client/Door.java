package chat.parley.contract.client;

import chat.parley.contract.cluster.Node;

/// Where a client finds a node: on its own ports, or on those of links before it.
///
/// @param node its name
public record Door(String node, int port, int rsocketPort) {
    /// Straight to it.
    public static Door of(Node node) {
        return new Door(node.name(), node.port(), node.rsocketPort());
    }
}
