package chat.parley.cli.load;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/// When the next message is due, whether or not the ones before were answered.
enum Arrivals {
    /// Evenly spaced.
    CONSTANT {
        @Override
        long gapNanos(double perSecond, DoubleSupplier random) {
            return (long) (SECOND / perSecond);
        }
    },
    /// As many people who know nothing of each other write.
    POISSON {
        @Override
        long gapNanos(double perSecond, DoubleSupplier random) {
            return (long) (-Math.log(1 - random.getAsDouble()) * SECOND / perSecond);
        }
    };

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    /// Nanoseconds from one to the next.
    ///
    /// @param random numbers in `[0, 1)`
    abstract long gapNanos(double perSecond, DoubleSupplier random);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
