package chat.parley.protocol.live;

/// Why a live connection ends (WebSocket close codes, RFC 6455 section 7.4, and our own from 4400).
public enum CloseCode {
    /// Both are done.
    NORMAL(1000),
    /// A binary frame on the JSON socket.
    UNSUPPORTED_DATA(1003),
    /// Text that is not UTF-8.
    BAD_UTF8(1007),
    /// Ping flood.
    POLICY(1008),
    /// A frame over the limit.
    TOO_BIG(1009),
    /// A defect on our side; reconnect with back-off.
    SERVER_ERROR(1011),
    /// This node is going away: reconnect soon, with jitter.
    DRAINING(1012),
    /// Overloaded, or a part we need is away: back off.
    TRY_LATER(1013),
    /// Too many malformed frames. Terminal: reconnecting will not help.
    INVALID_FRAME(4400),
    /// No token, a bad one, an expired or revoked one: refresh first.
    UNAUTHENTICATED(4401),
    /// Not allowed. Terminal.
    FORBIDDEN(4403),
    /// No hello, or no heartbeat, in time.
    TIMEOUT(4408),
    /// Too many connections of this person.
    TOO_MANY_CONNECTIONS(4409),
    /// Rate limit ignored for too long.
    RATE_LIMITED(4429),
    /// The client reads too slowly: reconnect and resume.
    SLOW_READER(4430);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    /// The number on the wire.
    public int code() {
        return code;
    }
}
