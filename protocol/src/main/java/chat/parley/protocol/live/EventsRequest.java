package chat.parley.protocol.live;

import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import java.util.List;

/// What a client over RSocket says when it asks for events: its `hello` without the token, which came with the SETUP.
///
/// @param protocol version of this protocol, 1
/// @param cursors last seq that the client holds, per conversation that it keeps; at most 200
public record EventsRequest(int protocol, List<Cursor> cursors) {
    public EventsRequest {
        Check.range(protocol, 1, 1, "protocol");
        cursors = Check.list(cursors, Limits.HELLO_CURSORS, "cursors");
    }
}
