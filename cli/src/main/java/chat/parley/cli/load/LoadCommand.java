package chat.parley.cli.load;

import chat.parley.cli.Refusal;
import chat.parley.cli.account.ServerOption;
import chat.parley.cli.live.LiveAddress;
import chat.parley.cli.live.Transport;
import chat.parley.cli.report.HtmlReport;
import chat.parley.cli.report.JsonReport;
import chat.parley.cli.report.LoadReport;
import chat.parley.cli.report.TextReport;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Puts a server under load and counts what reaches whom.
@Command(
        name = "load",
        description = {
            "Put a server under load, and count what reaches whom.",
            "Ends with exit code 1 when anything was lost, doubled or put in another order."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class LoadCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOption server = new ServerOption();

    @Option(names = "--users", defaultValue = "200", description = "People (${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--room",
            paramLabel = "SIZE",
            defaultValue = "50",
            description = "People in one room (${DEFAULT-VALUE}).")
    private int room;

    @Option(
            names = "--rate",
            defaultValue = "100",
            description = "Open loop: messages a second in all, answered or not (${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--arrivals", defaultValue = "poisson", description = "poisson or constant (${DEFAULT-VALUE}).")
    private Arrivals arrivals = Arrivals.POISSON;

    @Option(
            names = "--outstanding",
            paramLabel = "K",
            defaultValue = "0",
            description = "Closed loop instead: K sends without an answer in each room.")
    private int outstanding;

    @Option(
            names = "--think",
            paramLabel = "TIME",
            defaultValue = "0",
            description = "Closed loop: from an answer to the next send (${DEFAULT-VALUE}).")
    private Duration think = Duration.ZERO;

    @Option(
            names = "--idle",
            paramLabel = "N",
            description = "Only keep N connections, for measures of memory. Replaces --users and --room.")
    private @Nullable Integer idle;

    @Option(
            names = "--ramp",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "In which all connect (${DEFAULT-VALUE}).")
    private Duration ramp = Duration.ZERO;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "Load before anything is measured (${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "Measured (${DEFAULT-VALUE}).")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--storm-every",
            paramLabel = "TIME",
            defaultValue = "0",
            description = "Cut connections this often and let them resume.")
    private Duration stormEvery = Duration.ZERO;

    @Option(
            names = "--storm-share",
            paramLabel = "PERCENT",
            defaultValue = "20",
            description = "That many of them (${DEFAULT-VALUE}).")
    private double stormShare;

    @Option(
            names = "--text-bytes",
            paramLabel = "N",
            defaultValue = "100",
            description = "Length of messages (${DEFAULT-VALUE}).")
    private int textBytes;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            defaultValue = "rsocket-tcp",
            description = "rsocket-tcp, rsocket-ws or websocket (${DEFAULT-VALUE}).")
    private Transport transport = Transport.RSOCKET_TCP;

    @Option(
            names = {"--node", "--direct"},
            paramLabel = "URI",
            description = "A messaging node's own address (tcp://host:7000, ws://host:5002); several: people are spread"
                    + " over them, and resume on the next. Default: the server's.")
    private List<URI> nodes = List.of();

    @Option(
            names = "--server-pid",
            paramLabel = "PID",
            description = "A process of the server on this machine, to measure its CPU and memory; several add up.")
    private List<Long> serverPids = List.of();

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Of this program, for its connections (${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures there.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots there.")
    private @Nullable Path html;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        LoadReport report;
        try (LoadRun run = new LoadRun(plan(), new Progress(out, onTerminal()))) {
            report = run.execute();
        }
        out.println(TextReport.of(report));
        write(json, JsonReport.of(report), out);
        write(html, HtmlReport.of(report), out);
        return report.integrity().holds() ? 0 : Refusal.FAILED;
    }

    private Plan plan() {
        int count = idle == null ? users : idle;
        return new Plan(
                server.address(),
                addresses(),
                count,
                idle == null ? room : 0,
                rate,
                arrivals,
                outstanding,
                think,
                ramp,
                idle == null ? warmUp : Duration.ZERO,
                duration,
                stormEvery,
                stormShare / 100,
                textBytes,
                threads,
                serverPids);
    }

    private List<LiveAddress> addresses() {
        return nodes.isEmpty()
                ? List.of(LiveAddress.at(server.address(), transport))
                : nodes.stream().map(node -> LiveAddress.node(node, transport)).toList();
    }

    @SuppressWarnings("SystemConsoleNull") // which one there is, and whether, depends on a setting of the JDK
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static void write(@Nullable Path file, String content, PrintWriter out) throws IOException {
        if (file != null) {
            Files.writeString(file, content);
            out.println("Written to " + file + ".");
        }
    }
}
