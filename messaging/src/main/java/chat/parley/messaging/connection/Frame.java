package chat.parley.messaging.connection;

import org.jspecify.annotations.Nullable;

/// One event in the client's wire form (UTF-8 JSON), encoded once and shared by every connection it goes to. Equal only
/// to itself.
public final class Frame {
    private static final int TEXT = 0x81;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final int LENGTH_IN_EIGHT_BYTES = 127;
    private static final int TWO_BYTES = 0xFFFF;

    private final byte[] bytes;
    private final boolean passing;
    /// Made when the first WebSocket needs it. Two threads may both make it; they make the same.
    private byte @Nullable [] webSocket;

    /// @param bytes never written to after construction
    /// @param passing true for what loses its worth within seconds (typing, presence): dropped first under pressure
    public Frame(byte[] bytes, boolean passing) {
        this.bytes = bytes;
        this.passing = passing;
    }

    /// A frame that must arrive, or the connection ends.
    public static Frame lasting(byte[] bytes) {
        return new Frame(bytes, false);
    }

    /// A frame that may be dropped.
    public static Frame passing(byte[] bytes) {
        return new Frame(bytes, true);
    }

    /// The JSON. Not to be written to.
    public byte[] bytes() {
        return bytes;
    }

    /// The whole WebSocket text frame (RFC 6455 section 5.2): servers do not mask, so it is the same for every peer.
    /// Not to be written to.
    public byte[] webSocket() {
        byte[] made = webSocket;
        if (made == null) {
            made = withHeader(bytes);
            webSocket = made;
        }
        return made;
    }

    /// Whether it may be dropped.
    public boolean passing() {
        return passing;
    }

    /// Length of the JSON in bytes.
    public int length() {
        return bytes.length;
    }

    private static byte[] withHeader(byte[] payload) {
        int length = payload.length;
        byte[] header = header(length);
        byte[] frame = new byte[header.length + length];
        System.arraycopy(header, 0, frame, 0, header.length);
        System.arraycopy(payload, 0, frame, header.length, length);
        return frame;
    }

    private static byte[] header(int length) {
        if (length < LENGTH_IN_TWO_BYTES) {
            return new byte[] {(byte) TEXT, (byte) length};
        }
        if (length <= TWO_BYTES) {
            return new byte[] {(byte) TEXT, LENGTH_IN_TWO_BYTES, (byte) (length >>> 8), (byte) length};
        }
        return new byte[] {
            (byte) TEXT,
            LENGTH_IN_EIGHT_BYTES,
            0,
            0,
            0,
            0,
            (byte) (length >>> 24),
            (byte) (length >>> 16),
            (byte) (length >>> 8),
            (byte) length
        };
    }
}
