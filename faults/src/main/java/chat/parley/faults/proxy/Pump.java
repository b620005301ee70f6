package chat.parley.faults.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// One direction of one connection: a thread reads, a thread writes, a [DelayLine] lies between them.
///
/// The peers' ends (FIN, RST) travel like bytes, so that a fault which holds back bytes holds them back too.
final class Pump {
    private static final int READ_BYTES = 8 * 1024;

    private final Passage passage;
    private final Direction direction;
    private final Weather weather;
    private final Tally tally;
    private final RandomGenerator random;
    private final DelayLine line = new DelayLine();
    private final Allowance allowance = new Allowance();
    private long lastDue = System.nanoTime();

    Pump(Passage passage, Direction direction, Weather weather, Tally tally, RandomGenerator random) {
        this.passage = passage;
        this.direction = direction;
        this.weather = weather;
        this.tally = tally;
        this.random = random;
    }

    /// Reads until the sender ends; its own thread.
    void read(Socket from) throws InterruptedException {
        try {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[READ_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                line.put(new Parcel.Bytes(ByteBuffer.wrap(Arrays.copyOf(buffer, n)), due()));
            }
            senderEnded(Ending.FINISH);
        } catch (IOException reset) {
            senderEnded(Ending.RESET);
        }
    }

    /// Writes until the connection ends; its own thread.
    void write(Socket to) throws InterruptedException {
        try {
            OutputStream out = to.getOutputStream();
            for (Parcel parcel = line.take(); parcel != null && deliver(parcel, out); ) {
                parcel = line.take();
            }
        } catch (IOException receiverGone) {
            // The sender learns of it when the way back is free.
            passage.awaitFree(direction.opposite());
            passage.receiverGone();
        }
    }

    /// From now on what arrives is thrown away.
    void discard() {
        line.close();
    }

    private boolean deliver(Parcel parcel, OutputStream out) throws IOException, InterruptedException {
        return switch (parcel) {
            case Parcel.Bytes bytes -> pass(bytes.content(), out);
            case Parcel.End end -> passOn(end.ending());
        };
    }

    private boolean passOn(Ending ending) throws InterruptedException {
        passage.awaitFree(direction);
        passage.ended(direction, ending);
        return false;
    }

    private boolean pass(ByteBuffer content, OutputStream out) throws IOException, InterruptedException {
        while (content.hasRemaining()) {
            passage.awaitFree(direction);
            Conditions now = weather.now();
            allowance.follow(now.cuts().get(direction));
            slice(content, Math.min(now.sliceBytes(), allowance.of(content.remaining())), out);
            Ending due = allowance.due();
            if (due != null) {
                passage.cut(due);
                return false;
            }
            pause(now.pauseNanos(), content);
        }
        return true;
    }

    private void slice(ByteBuffer content, int bytes, OutputStream out) throws IOException {
        if (bytes > 0) {
            byte[] slice = new byte[bytes];
            content.get(slice);
            out.write(slice);
            allowance.spend(bytes);
            tally.passed(direction, bytes);
        }
    }

    /// A slow line is what this is for; the pump's thread has nothing else to do.
    private static void pause(long nanos, ByteBuffer rest) throws InterruptedException {
        if (nanos > 0 && rest.hasRemaining()) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }

    private void senderEnded(Ending ending) throws InterruptedException {
        line.put(new Parcel.End(ending, due()));
        passage.heardNoMoreFrom(direction);
    }

    /// Never before what was sent earlier: jitter does not change the order.
    private long due() {
        Conditions now = weather.now();
        long jitter = now.jitterNanos() == 0 ? 0 : random.nextLong(now.jitterNanos() + 1);
        lastDue = Math.max(lastDue, System.nanoTime() + now.delayNanos() + jitter);
        return lastDue;
    }
}
