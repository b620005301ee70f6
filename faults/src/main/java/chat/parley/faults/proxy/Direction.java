package chat.parley.faults.proxy;

/// The way that bytes go through a [FaultyLink].
public enum Direction {
    /// From whoever connected to the link, to the address behind it.
    TO_TARGET,
    /// Back.
    TO_CLIENT;

    Direction opposite() {
        return this == TO_TARGET ? TO_CLIENT : TO_TARGET;
    }
}
