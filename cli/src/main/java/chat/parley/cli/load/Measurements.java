package chat.parley.cli.load;

import chat.parley.cli.report.Latency;
import chat.parley.cli.report.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// Latencies and throughput of a run: recorded from any thread, looked at by one. What happens before [#begin] is
/// forgotten; after [#end] latencies still count (late messages are the slow ones), throughput does not.
///
/// A latency begins when its message was meant to be sent. A generator or a server that stalls thereby shows in full:
/// all
/// that was due meanwhile counts as late.
final class Measurements {
    private static final int DIGITS = 3;
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Recorder acks = new Recorder(HIGHEST_MICROS, DIGITS);
    private final Recorder deliveries = new Recorder(HIGHEST_MICROS, DIGITS);
    private final LongAdder sent = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder offered = new LongAdder();
    private final AtomicInteger cut = new AtomicInteger();

    private final Histogram allAcks = new Histogram(HIGHEST_MICROS, DIGITS);
    private final Histogram allDeliveries = new Histogram(HIGHEST_MICROS, DIGITS);
    private final List<Moment> moments = new ArrayList<>();
    private final long[] totals = new long[3];
    private volatile long began;
    private long last;
    private long ended;
    private Histogram ackInterval = acks.getIntervalHistogram();
    private Histogram deliveryInterval = deliveries.getIntervalHistogram();

    /// A send was acknowledged.
    void acknowledged(long intended, long now) {
        sent.increment();
        if (isMeasured(intended)) {
            acks.recordValue(micros(intended, now));
        }
    }

    /// An entry came. Its latency is known for messages of this run.
    void delivered(long intended, long now) {
        delivered.increment();
        if (isMeasured(intended)) {
            deliveries.recordValue(micros(intended, now));
        }
    }

    /// A message was due.
    void offered() {
        offered.increment();
    }

    /// Connections were cut on purpose.
    void cut(int count) {
        cut.addAndGet(count);
    }

    /// The measurement begins now.
    void begin(long now) {
        began = now;
        acks.reset();
        deliveries.reset();
        sent.reset();
        delivered.reset();
        offered.reset();
        last = now;
    }

    /// Looks at what happened since the last look.
    Moment look(long now, int connected) {
        Moment moment = next(now, connected);
        if (ended == 0) {
            moments.add(moment);
        }
        return moment;
    }

    /// The measurement of throughput ends now.
    void end(long now) {
        ended = now;
        totals[0] += offered.sumThenReset();
    }

    List<Moment> moments() {
        return List.copyOf(moments);
    }

    double seconds() {
        return (ended - began) / 1e9;
    }

    long offeredTotal() {
        return totals[0];
    }

    long sentTotal() {
        return totals[1];
    }

    long deliveredTotal() {
        return totals[2];
    }

    Latency sendToAck() {
        return latency(allAcks);
    }

    Latency sendToDeliver() {
        return latency(allDeliveries);
    }

    private Moment next(long now, int connected) {
        ackInterval = acks.getIntervalHistogram(ackInterval);
        deliveryInterval = deliveries.getIntervalHistogram(deliveryInterval);
        allAcks.add(ackInterval);
        allDeliveries.add(deliveryInterval);
        long sends = sent.sumThenReset();
        long entries = delivered.sumThenReset();
        if (ended == 0) {
            totals[1] += sends;
            totals[2] += entries;
        }
        double seconds = Math.max(now - last, 1) / 1e9;
        last = now;
        return new Moment(
                (now - began) / 1e9,
                sends / seconds,
                entries / seconds,
                deliveryInterval.getValueAtPercentile(50),
                deliveryInterval.getValueAtPercentile(99),
                deliveryInterval.getMaxValue(),
                connected,
                cut.getAndSet(0));
    }

    /// Neither half of a message that was due while warming up.
    private boolean isMeasured(long intended) {
        return intended - began >= 0;
    }

    private static long micros(long intended, long now) {
        return Math.clamp((now - intended) / 1_000, 0, HIGHEST_MICROS);
    }

    private static Latency latency(Histogram histogram) {
        return new Latency(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue(),
                curve(histogram));
    }

    private static List<Latency.Point> curve(Histogram histogram) {
        List<Latency.Point> curve = new ArrayList<>();
        if (histogram.getTotalCount() > 0) {
            histogram
                    .percentiles(5)
                    .forEach(step -> curve.add(
                            new Latency.Point(step.getPercentileLevelIteratedTo(), step.getValueIteratedTo())));
        }
        return curve;
    }
}
