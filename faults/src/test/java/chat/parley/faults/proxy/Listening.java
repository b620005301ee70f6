package chat.parley.faults.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The address behind the link: hands out the server's side of each connection.
final class Listening implements AutoCloseable {
    private static final int BACKLOG = 200;

    private final ServerSocket listener;
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();

    Listening() throws IOException {
        listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// The next connection; within 10 s.
    Socket next() throws InterruptedException, IOException {
        Socket socket = accepted.poll(10, TimeUnit.SECONDS);
        if (socket == null) {
            throw new IOException("Nobody connected");
        }
        socket.setSoTimeout(10_000);
        return socket;
    }

    boolean nobodyConnects(long withinMs) throws InterruptedException {
        return accepted.poll(withinMs, TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                accepted.add(listener.accept());
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
