package chat.parley.cli.live;

import chat.parley.protocol.live.Cursor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.ClientTransport;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/// RSocket, over whatever carries its frames: a stream of events, requests for commands, fire-and-forget for signals.
final class RSocketClient implements LiveClient {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final ClientTransport transport;

    RSocketClient(ClientTransport transport) {
        this.transport = transport;
    }

    @Override
    public LiveConnection open(String token, List<Cursor> cursors, Hearer hearer) {
        RSocketConnection connection = new RSocketConnection(hearer);
        connection.start(
                RSocketConnector.create()
                        .dataMimeType(WellKnownMimeType.APPLICATION_JSON.getString())
                        .metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
                        .setupPayload(Mono.fromSupplier(() -> RSocketFrames.setup(token)))
                        .keepAlive(KEEP_ALIVE, LIFETIME)
                        .payloadDecoder(PayloadDecoder.ZERO_COPY)
                        .connect(transport),
                cursors);
        return connection;
    }
}
