package chat.parley.cli.talk;

import chat.parley.cli.live.LiveAddress;
import chat.parley.cli.live.Transport;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which way the live connection goes.
final class LiveOption {
    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description =
                    "rsocket-tcp, rsocket-ws or websocket (default: rsocket-tcp to this machine, rsocket-ws to others).")
    private @Nullable Transport transport;

    @Option(
            names = "--node",
            paramLabel = "URI",
            description = "A messaging node's own address: tcp://host:7000, or ws://host:5002.")
    private @Nullable URI node;

    LiveAddress address(URI server) {
        Transport chosen = transport == null ? LiveAddress.usual(server, node) : transport;
        return node == null ? LiveAddress.at(server, chosen) : LiveAddress.node(node, chosen);
    }
}
