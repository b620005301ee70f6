package chat.parley.messaging.live;

import java.time.Duration;

/// How long a connection may keep us waiting, and for how long it is waited for.
final class Deadlines {
    /// From connecting to being let in, and for the hello itself.
    static final Duration HELLO = Duration.ofSeconds(5);
    /// Without a word from the client.
    static final Duration SILENCE = Duration.ofSeconds(40);
    /// For checking a token.
    static final Duration ADMISSION = Duration.ofSeconds(3);
    /// Between heartbeats.
    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private Deadlines() {}
}
