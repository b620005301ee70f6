package chat.parley.faults.proxy;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Where a connection's random delays come from: the link's seed and the connection's number decide them, not the order
/// in which threads run.
record Jitter(long seed, long connection) {
    RandomGenerator of(Direction direction) {
        return new SplittableRandom(seed * 1_000_003 + connection * 2 + (direction == Direction.TO_TARGET ? 0 : 1));
    }
}
