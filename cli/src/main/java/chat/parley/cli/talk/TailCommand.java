package chat.parley.cli.talk;

import chat.parley.cli.Json;
import chat.parley.cli.Refusal;
import chat.parley.cli.account.ConfigOption;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.live.ClientCommand;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectWriter;

/// Prints what is written, as it is written.
@Command(
        name = "tail",
        description = "Print a conversation as it goes on: every entry once, in order, across cuts.",
        mixinStandardHelpOptions = true)
public final class TailCommand implements Callable<Integer> {
    private static final ObjectWriter ENTRIES = Json.MAPPER.writerFor(LogEntry.class);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private LiveOption live = new LiveOption();

    @Parameters(paramLabel = "CHAT", description = "Its id or title, or the name or address of the other person.")
    private String chat = "";

    @Option(names = "--from", paramLabel = "SEQ", description = "Begin with this entry.")
    private @Nullable Long from;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "10",
            description = "Begin with the last N entries, at most 100 (${DEFAULT-VALUE}).")
    private int last;

    @Option(names = "--json", description = "One JSON object a line, as in docs/protocol.md.")
    private boolean json;

    @Override
    public Integer call() {
        if (last < 0 || last > 100 || (from != null && from < 1)) {
            throw Refusal.unclear("--last is 0 to 100, --from at least 1.");
        }
        Meeting meeting = Meeting.of(config.account(), chat, live);
        Mono<Long> start = from == null ? meeting.beforeLast(last) : meeting.before(from);
        start.flatMap(shown -> follow(meeting, shown)).block();
        return 0;
    }

    private Mono<Void> follow(Meeting meeting, long shown) {
        Lines lines = new Lines(meeting.people()::name, ZoneId.systemDefault());
        Marks marks =
                new Marks(seq -> new ClientCommand.Delivered(meeting.chat().id(), seq));
        LiveChat followed = meeting.live(shown, new Viewer() {
            @Override
            public void entry(LogEntry entry) {
                print(json ? ENTRIES.writeValueAsString(entry) : lines.of(entry));
                marks.reached(entry.seq());
            }

            @Override
            public void status(String status) {
                remark(status);
            }
        });
        marks.tell(followed);
        return followed.run();
    }

    private void print(String line) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void remark(String status) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        err.println("-- " + status);
        err.flush();
    }
}
