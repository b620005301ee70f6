package chat.parley.faults.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// The port of a link: open, it accepts; shut, connecting is refused, but the port stays ours.
///
/// A port that nobody holds would sooner or later become the local port of somebody's outgoing connection; so while the
/// door is shut, a socket that does not listen is bound to it.
final class Door implements AutoCloseable {
    private static final int BACKLOG = 1_024;

    private final int port;
    private ServerSocket listener;
    private Socket placeholder = new Socket();

    Door() throws IOException {
        listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        port = listener.getLocalPort();
    }

    int port() {
        return port;
    }

    synchronized boolean isShut() {
        return listener.isClosed();
    }

    synchronized ServerSocket listener() {
        return listener;
    }

    synchronized void open() throws IOException {
        placeholder.close();
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(address(), BACKLOG);
    }

    synchronized void shut() throws IOException {
        listener.close();
    }

    /// After [#shut()], as soon as nobody waits in `accept` any more.
    synchronized void hold() throws IOException {
        placeholder = new Socket();
        placeholder.setReuseAddress(true);
        placeholder.bind(address());
    }

    @Override
    public synchronized void close() throws IOException {
        listener.close();
        placeholder.close();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
