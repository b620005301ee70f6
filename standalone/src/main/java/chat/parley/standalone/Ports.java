package chat.parley.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Asks whether the ports are free before anything is started.
final class Ports {
    private Ports() {}

    static void check(Options options) {
        checkFree(options.port(), "--port", null);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        checkFree(options.inboxPort(), "--inbox-port", loopback);
        checkFree(options.identityPort(), "--identity-port", loopback);
        checkFree(options.notifierPort(), "--notifier-port", loopback);
        checkFree(options.messagingPort(), "--messaging-port", loopback);
        checkFree(options.rsocketPort(), "--rsocket-port", loopback);
    }

    private static void checkFree(int port, String option, @org.jspecify.annotations.Nullable InetAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new Refusal(
                    "port " + port + " is taken. Stop what listens there, or choose another with " + option + "=PORT.");
        }
    }
}
