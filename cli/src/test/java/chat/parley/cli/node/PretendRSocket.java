package chat.parley.cli.node;

import chat.parley.cli.Json;
import io.netty.buffer.ByteBuf;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.DuplexConnection;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.RSocketErrorException;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketServer;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.ConnectionCloseException;
import io.rsocket.exceptions.ConnectionErrorException;
import io.rsocket.exceptions.RejectedSetupException;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.RoutingMetadata;
import io.rsocket.plugins.DuplexConnectionInterceptor;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.transport.netty.server.WebsocketServerTransport;
import io.rsocket.util.DefaultPayload;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

/// The RSocket edges of a [PretendNode]. Connections are accepted one after the other.
final class PretendRSocket implements AutoCloseable {
    private final PretendNode node;
    private final CloseableChannel tcp;
    private final CloseableChannel webSocket;
    private final AtomicReference<@Nullable DuplexConnection> accepted = new AtomicReference<>();

    PretendRSocket(PretendNode node) {
        this.node = node;
        tcp = server().bindNow(TcpServerTransport.create("127.0.0.1", 0));
        webSocket = server().bindNow(WebsocketServerTransport.create(
                HttpServer.create().host("127.0.0.1").port(0)));
    }

    int tcpPort() {
        return tcp.address().getPort();
    }

    int webSocketPort() {
        return webSocket.address().getPort();
    }

    private RSocketServer server() {
        return RSocketServer.create(acceptor()).interceptors(plugins -> plugins.forConnection(this::remember));
    }

    private DuplexConnection remember(DuplexConnectionInterceptor.Type type, DuplexConnection connection) {
        if (type == DuplexConnectionInterceptor.Type.SOURCE) {
            accepted.set(connection);
        }
        return connection;
    }

    private SocketAcceptor acceptor() {
        return (setup, sending) -> {
            String token = token(setup);
            DuplexConnection connection = accepted.get();
            return PretendNode.good(token) && connection != null
                    ? Mono.just(new Talk(token, connection))
                    : Mono.error(new RejectedSetupException("{\"close\":4401,\"reason\":\"the token is not valid\"}"));
        };
    }

    private static String token(ConnectionSetupPayload setup) {
        for (CompositeMetadata.Entry entry : new CompositeMetadata(setup.metadata(), false)) {
            ByteBuf content = entry.getContent();
            AuthMetadataCodec.readWellKnownAuthType(content);
            return new String(AuthMetadataCodec.readBearerTokenAsCharArray(content));
        }
        return "";
    }

    private static String route(Payload payload) {
        for (CompositeMetadata.Entry entry : new CompositeMetadata(payload.metadata(), false)) {
            return new RoutingMetadata(entry.getContent()).iterator().next();
        }
        return "";
    }

    @Override
    public void close() {
        tcp.dispose();
        webSocket.dispose();
    }

    private final class Talk extends Line implements RSocket {
        private final String token;
        private final DuplexConnection connection;
        private volatile @Nullable FluxSink<Payload> events;

        Talk(String token, DuplexConnection connection) {
            this.token = token;
            this.connection = connection;
        }

        @Override
        public Flux<Payload> requestStream(Payload payload) {
            String data = payload.getDataUtf8();
            boolean known = route(payload).equals("events");
            payload.release();
            return known
                    ? Flux.create(sink -> {
                        events = sink;
                        sink.onDispose(() -> node.gone(this));
                        node.hello(this, token, Json.MAPPER.readTree(data).path("cursors"));
                    })
                    : Flux.error(new ApplicationErrorException("{\"type\":\"error\",\"code\":\"NOT_FOUND\"}"));
        }

        @Override
        public Mono<Payload> requestResponse(Payload payload) {
            String data = payload.getDataUtf8();
            boolean known = route(payload).equals("command");
            payload.release();
            return known ? Mono.fromSupplier(() -> node.command(this, data)).flatMap(Talk::answer) : Mono.empty();
        }

        private static Mono<Payload> answer(String json) {
            if (json.startsWith("{\"type\":\"error\"")) {
                return Mono.error(new ApplicationErrorException(json));
            }
            return json.isEmpty() ? Mono.empty() : Mono.just(DefaultPayload.create(json));
        }

        @Override
        public Mono<Void> fireAndForget(Payload payload) {
            String data = payload.getDataUtf8();
            boolean known = route(payload).equals("signal");
            payload.release();
            return Mono.fromRunnable(() -> {
                if (known) {
                    String unused = node.command(this, data);
                }
            });
        }

        @Override
        void event(String json) {
            FluxSink<Payload> to = events;
            if (to != null) {
                to.next(DefaultPayload.create(json));
            }
        }

        @Override
        public void end(int code, String reason, long reconnectAfterMs) {
            String data = "{\"close\":" + code + ",\"reason\":\"" + reason + "\""
                    + (reconnectAfterMs > 0 ? ",\"reconnectAfterMs\":" + reconnectAfterMs : "") + "}";
            RSocketErrorException error =
                    code == 1012 ? new ConnectionCloseException(data) : new ConnectionErrorException(data);
            connection.sendErrorAndClose(error);
            node.gone(this);
        }

        @Override
        public void cut() {
            node.gone(this);
            connection.dispose();
        }
    }
}
