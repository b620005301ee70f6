package chat.parley.faults.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// One connection through the link: the client's socket, the target's, and a [Pump] each way.
final class Passage {
    private static final int CONNECT_MS = 5_000;

    private final Socket client;
    private final Socket target = new Socket();
    private final Weather weather;
    private final Tally tally;
    private final Pump toTarget;
    private final Pump toClient;
    private final Consumer<Passage> onEnd;
    private final Set<Direction> over = EnumSet.noneOf(Direction.class);
    private final Set<Direction> heard = EnumSet.noneOf(Direction.class);
    private volatile boolean halfOpen;
    private volatile boolean discarding;
    private volatile boolean closed;

    Passage(Socket client, Weather weather, Tally tally, Jitter jitter, Consumer<Passage> onEnd) {
        this.client = client;
        this.weather = weather;
        this.tally = tally;
        this.onEnd = onEnd;
        this.toTarget = new Pump(this, Direction.TO_TARGET, weather, tally, jitter.of(Direction.TO_TARGET));
        this.toClient = new Pump(this, Direction.TO_CLIENT, weather, tally, jitter.of(Direction.TO_CLIENT));
    }

    /// Connects to the target as soon as both ways are free, and starts the four threads.
    void open(InetSocketAddress address, Executor threads) throws InterruptedException {
        awaitFree(Direction.TO_TARGET);
        awaitFree(Direction.TO_CLIENT);
        try {
            target.connect(address, CONNECT_MS);
            target.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
        } catch (IOException unreachable) {
            end(Ending.RESET);
            return;
        }
        threads.execute(() -> run(() -> toTarget.read(client)));
        threads.execute(() -> run(() -> toTarget.write(target)));
        threads.execute(() -> run(() -> toClient.read(target)));
        threads.execute(() -> run(() -> toClient.write(client)));
    }

    void awaitFree(Direction direction) throws InterruptedException {
        weather.await(() -> closed || (!halfOpen && !weather.now().dropped().contains(direction)));
    }

    /// From now on nothing passes, not even an end; for ever.
    void forget() {
        halfOpen = true;
    }

    /// A fault ends the connection.
    void cut(Ending ending) {
        tally.cut();
        if (ending == Ending.RESET) {
            end(Ending.RESET);
        } else {
            finishBoth();
        }
    }

    /// A sender's end arrived at the receiver.
    synchronized void ended(Direction direction, Ending ending) {
        over.add(direction);
        if (ending == Ending.RESET || over.size() == 2) {
            end(ending);
        } else {
            quietly((direction == Direction.TO_TARGET ? target : client)::shutdownOutput);
        }
    }

    /// A sender ended; what it sent may still be under way.
    synchronized void heardNoMoreFrom(Direction direction) {
        heard.add(direction);
        endWhenDiscarded();
    }

    void receiverGone() {
        if (!discarding) {
            end(Ending.RESET);
        }
    }

    /// Closes both sockets; what is still under way is lost.
    synchronized void end(Ending ending) {
        if (closed) {
            return;
        }
        closed = true;
        toTarget.discard();
        toClient.discard();
        close(client, ending);
        close(target, ending);
        tally.ended();
        onEnd.accept(this);
        weather.stir();
    }

    private synchronized void finishBoth() {
        discarding = true;
        toTarget.discard();
        toClient.discard();
        quietly(client::shutdownOutput);
        quietly(target::shutdownOutput);
        endWhenDiscarded();
    }

    private void endWhenDiscarded() {
        if (discarding && heard.size() == 2) {
            end(Ending.FINISH);
        }
    }

    private static void close(Socket socket, Ending ending) {
        if (ending == Ending.RESET) {
            quietly(() -> resetOnClose(socket));
        }
        quietly(socket);
    }

    private static void resetOnClose(Socket socket) throws SocketException {
        socket.setSoLinger(true, 0);
    }

    private static void quietly(Closeable step) {
        try {
            step.close();
        } catch (IOException alreadyGone) {
            // The peer was faster.
        }
    }

    private static void run(Part part) {
        try {
            part.run();
        } catch (InterruptedException linkCloses) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Part {
        void run() throws InterruptedException;
    }
}
