package chat.parley.gateway.splice;

import io.netty.channel.Channel;

/// What came of asking messaging for a socket.
sealed interface Outcome {
    /// It opened one. What it says already waits on the channel.
    ///
    /// @param accept its `Sec-WebSocket-Accept`
    record Opened(Channel service, String accept) implements Outcome {
        @Override
        public void drop() {
            var unused = service.close();
        }
    }

    /// It would not.
    record Refused(Refusal refusal) implements Outcome {}

    /// It could not be asked, or did not answer in time.
    record Away() implements Outcome {}

    /// Nobody wants it any more.
    default void drop() {}
}
