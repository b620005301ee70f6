package chat.parley.gateway.splice;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;

/// A request for a socket that may go to messaging. Nothing of the caller's head is in it but what was judged: not the
/// query, no cookie, no extension, no subprotocol.
///
/// @param key the caller's `Sec-WebSocket-Key`
/// @param address by which the caller's sockets are counted
/// @param vouched what the gateway says about the caller
record SocketRequest(String path, String key, String address, Map<String, String> vouched) {
    static final String VERSION = "13";

    FullHttpRequest to(String host) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
        request.headers()
                .set(HttpHeaderNames.HOST, host)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        vouched.forEach(request.headers()::set);
        return request;
    }
}
