package chat.parley.embedded.mongo.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Prints a table: the store beside mongo-java-server's memory store, the same client, in turns. The argument says how
/// many million messages are loaded at most (1 by default).
final class Benchmark {
    private static final int TURNS = 3;
    /// Until both compilers are done, which use the processors, too.
    private static final int WARM_UP = 150_000;

    private static final int INSERTS = 100_000;
    private static final int IN_FLIGHT = 64;
    private static final int PAGES = 400;
    private static final int SMALL = 1_000;
    private static final long MILLION = 1_000_000;

    private Benchmark() {}

    static void main(String[] args) throws IOException {
        long millions = args.length == 0 ? 1 : Long.parseLong(args[0]);
        inserts();
        pages(millions);
    }

    private static void inserts() throws IOException {
        List<Rate> rocks = new ArrayList<>();
        List<Rate> memory = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            try (Folder folder = Folder.temporary();
                    Server server = Server.rocks(folder.path())) {
                rocks.add(inserts(server));
            }
            try (Server server = Server.memory()) {
                memory.add(inserts(server));
            }
            System.out.printf("turn %d: rocks %s, memory %s%n", turn, rocks.get(turn), memory.get(turn));
        }
        row("inserts/s, 64 in flight", rocks, memory, Rate::perSecond);
        row("processor time of the server for one insert, us", rocks, memory, Rate::serverMicros);
        row("processor time of the client for one insert, us", rocks, memory, Rate::clientMicros);
        System.out.printf("| inserts/s of a store that takes no time, ratio at most | | | %.2f |%n", bound(memory));
    }

    /// Client and server share the processors: what the server does not take, the client can.
    private static double bound(List<Rate> memory) {
        return median(memory.stream()
                .map(rate -> 1 + rate.serverMicros() / rate.clientMicros())
                .toList());
    }

    private static void row(String what, List<Rate> rocks, List<Rate> memory, ToDoubleFunction<Rate> figure) {
        double ours = median(rocks.stream().map(figure::applyAsDouble).toList());
        double theirs = median(memory.stream().map(figure::applyAsDouble).toList());
        System.out.printf("| %s (median of %d) | %.0f | %.0f | %.2f |%n", what, TURNS, ours, theirs, ours / theirs);
    }

    private static Rate inserts(Server store) {
        try (Messages messages = new Messages(store)) {
            messages.insert(0, WARM_UP, IN_FLIGHT);
            double server = store.cpuMicros();
            double client = Server.cpuMicros(ProcessHandle.current());
            double perSecond = messages.insert(WARM_UP, INSERTS, IN_FLIGHT);
            return new Rate(
                    perSecond,
                    (store.cpuMicros() - server) / INSERTS,
                    (Server.cpuMicros(ProcessHandle.current()) - client) / INSERTS);
        }
    }

    /// @param serverMicros processor time of the server for one insert
    /// @param clientMicros that of the client
    private record Rate(double perSecond, double serverMicros, double clientMicros) {}

    private static void pages(long millions) throws IOException {
        long memorySmall = memoryPages();
        try (Folder folder = Folder.temporary()) {
            rocksPages(folder.path(), memorySmall, millions);
            pagesAfterAStart(folder.path(), millions);
        }
    }

    private static long memoryPages() {
        try (Server server = Server.memory();
                Messages messages = new Messages(server)) {
            messages.load(0, SMALL);
            long small = warmPage(messages, SMALL, PAGES);
            messages.load(SMALL, 50_000);
            System.out.printf("| memory store: page of 50 at 51,000, us | | %d | |%n", messages.page(51_000, 20));
            return small;
        }
    }

    private static void rocksPages(Path folder, long memorySmall, long millions) {
        try (Server server = Server.rocks(folder);
                Messages messages = new Messages(server)) {
            Duration load = messages.load(0, SMALL);
            long small = warmPage(messages, SMALL, PAGES);
            System.out.printf(
                    "| page of 50 at 1,000, p50 us | %d | %d | %.2f |%n",
                    small, memorySmall, (double) small / memorySmall);
            load = load.plus(messages.load(SMALL, MILLION - SMALL));
            long million = warmPage(messages, MILLION, PAGES);
            System.out.printf(
                    "| page of 50 at 1 M, p50 us | %d | | %.2f of 1,000 |%n", million, (double) million / small);
            System.out.printf("| 1 M messages load, s | %d | | |%n", load.toSeconds());
            System.out.printf("| RSS at 1 M, MB | %d | | |%n", server.megabytes());
            if (millions > 1) {
                manyPages(server, messages, load, million, millions);
            }
        }
    }

    private static void manyPages(Server server, Messages messages, Duration first, long million, long millions) {
        Duration load = first;
        for (long m = 1; m < millions; m++) {
            load = load.plus(messages.load(m * MILLION, MILLION));
            System.out.printf("%d M after %d s%n", m + 1, load.toSeconds());
        }
        long many = warmPage(messages, millions * MILLION, PAGES);
        System.out.printf(
                "| page of 50 at %d M, p50 us | %d | | %.2f of 1 M |%n", millions, many, (double) many / million);
        System.out.printf(
                "| RSS at %d M, MB | %d | | loaded in %d s |%n", millions, server.megabytes(), load.toSeconds());
    }

    private static void pagesAfterAStart(Path folder, long millions) {
        try (Server server = Server.rocks(folder);
                Messages messages = new Messages(server)) {
            System.out.printf(
                    "| start on %d M messages, whole process, ms | %d | | |%n",
                    millions, server.start().toMillis());
            System.out.printf("| page after the start, p50 us | %d | | |%n", messages.page(millions * MILLION, PAGES));
            System.out.printf("| RSS after the start, MB | %d | | |%n", server.megabytes());
        }
    }

    private static long warmPage(Messages messages, long count, int times) {
        messages.page(count, times);
        return messages.page(count, times);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
