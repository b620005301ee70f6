package chat.parley.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands in for messaging byte by byte: reads a head, then does as it was told with the rest of the connection.
final class PretendService implements AutoCloseable {
    private final ServerSocket door;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    private PretendService(ServerSocket door) {
        this.door = door;
    }

    /// What happens on each of its connections after the head of the first request.
    @FunctionalInterface
    interface Script {
        void talk(Line line);
    }

    static PretendService that(Script script) {
        try {
            PretendService service = new PretendService(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            var unused = Thread.startVirtualThread(() -> service.accept(script));
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    String uri() {
        return "http://127.0.0.1:" + port();
    }

    /// The heads of all connections so far.
    List<String> heads() {
        return List.copyOf(heads);
    }

    private void accept(Script script) {
        try {
            while (!door.isClosed()) {
                Socket socket = door.accept();
                var unused = Thread.startVirtualThread(() -> talk(new Line(socket), script));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void talk(Line line, Script script) {
        lines.add(line);
        heads.add(line.head());
        script.talk(line);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.forEach(Line::close);
    }
}
