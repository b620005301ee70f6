package chat.parley.faults.proxy;

/// An order to end each connection after so many more bytes. A class, not a record: two orders of the same content are
/// two orders, and each gives every connection a new allowance.
final class Cut {
    private final long afterBytes;
    private final Ending ending;

    Cut(long afterBytes, Ending ending) {
        if (afterBytes < 0) {
            throw new IllegalArgumentException("A cut comes after 0 bytes or more, not " + afterBytes);
        }
        this.afterBytes = afterBytes;
        this.ending = ending;
    }

    long afterBytes() {
        return afterBytes;
    }

    Ending ending() {
        return ending;
    }
}
