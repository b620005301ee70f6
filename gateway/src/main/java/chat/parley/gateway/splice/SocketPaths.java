package chat.parley.gateway.splice;

/// Where sockets are opened.
final class SocketPaths {
    static final String WS = "/ws";
    static final String RSOCKET = "/rsocket";

    private SocketPaths() {}

    static boolean contain(String path) {
        return WS.equals(path) || RSOCKET.equals(path);
    }
}
