package chat.parley.faults.proxy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// How the link behaves at one moment. Immutable.
///
/// @param delayNanos how long each byte is under way
/// @param jitterNanos at most so much more, drawn for each read
/// @param sliceBytes at most so many bytes in one write
/// @param pauseNanos between two slices
/// @param dropped directions in which nothing arrives
/// @param cuts by direction, the order to cut
record Conditions(
        long delayNanos,
        long jitterNanos,
        int sliceBytes,
        long pauseNanos,
        Set<Direction> dropped,
        Map<Direction, Cut> cuts) {
    static final Conditions CLEAR = new Conditions(0, 0, Integer.MAX_VALUE, 0, Set.of(), Map.of());

    Conditions {
        if (delayNanos < 0 || jitterNanos < 0 || pauseNanos < 0 || sliceBytes < 1) {
            throw new IllegalArgumentException("Times must not be negative, and a slice holds a byte at least");
        }
    }

    Conditions delayed(Duration delay, Duration jitter) {
        return new Conditions(delay.toNanos(), jitter.toNanos(), sliceBytes, pauseNanos, dropped, cuts);
    }

    Conditions sliced(int bytes, Duration pause) {
        return new Conditions(delayNanos, jitterNanos, bytes, pause.toNanos(), dropped, cuts);
    }

    Conditions dropping(Direction direction) {
        EnumSet<Direction> more = EnumSet.of(direction);
        more.addAll(dropped);
        return new Conditions(delayNanos, jitterNanos, sliceBytes, pauseNanos, Set.copyOf(more), cuts);
    }

    Conditions cutting(Direction direction, Cut cut) {
        EnumMap<Direction, Cut> more = new EnumMap<>(Direction.class);
        more.putAll(cuts);
        more.put(direction, cut);
        return new Conditions(delayNanos, jitterNanos, sliceBytes, pauseNanos, dropped, Map.copyOf(more));
    }
}
