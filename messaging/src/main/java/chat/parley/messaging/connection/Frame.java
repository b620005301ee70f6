package chat.parley.messaging.connection;

/// One event in the client's wire form (UTF-8 JSON), encoded once and shared by every connection it goes to.
///
/// @param bytes never written to after construction
/// @param passing true for what loses its worth within seconds (typing, presence): dropped first under pressure
@SuppressWarnings("ArrayRecordComponent")
public record Frame(byte[] bytes, boolean passing) {
    /// A frame that must arrive, or the connection ends.
    public static Frame lasting(byte[] bytes) {
        return new Frame(bytes, false);
    }

    /// A frame that may be dropped.
    public static Frame passing(byte[] bytes) {
        return new Frame(bytes, true);
    }

    /// Length in bytes.
    public int length() {
        return bytes.length;
    }
}
