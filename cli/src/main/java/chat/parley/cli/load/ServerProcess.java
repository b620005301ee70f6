package chat.parley.cli.load;

import chat.parley.cli.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the server's processes used so far, as Linux counts it in `/proc`.
final class ServerProcess {
    /// Of `utime` and `stime`, since ever on Linux.
    private static final double TICKS_PER_SECOND = 100;

    /// Behind the command's name in brackets, `utime` is the 12th field, `stime` the next.
    private static final int UTIME = 11;

    private final Path proc;
    private final List<Long> pids;

    ServerProcess(Path proc, List<Long> pids) {
        this.proc = proc;
        this.pids = pids;
    }

    boolean named() {
        return !pids.isEmpty();
    }

    /// CPU seconds of all of them together.
    double cpuSeconds() {
        return pids.stream().mapToDouble(this::cpuSeconds).sum();
    }

    /// Resident memory of all of them together, in bytes.
    long rssBytes() {
        return pids.stream().mapToLong(this::rssBytes).sum();
    }

    private double cpuSeconds(long pid) {
        String stat = read(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) / TICKS_PER_SECOND;
    }

    private long rssBytes(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024)
                .sum();
    }

    private String read(long pid, String file) {
        try {
            return Files.readString(proc.resolve(String.valueOf(pid)).resolve(file));
        } catch (IOException e) {
            throw Refusal.failed("There is no process " + pid + " to measure (--server-pid).");
        }
    }
}
