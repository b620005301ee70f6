package chat.parley.cli.talk;

import chat.parley.cli.Refusal;
import chat.parley.cli.account.ConfigOption;
import chat.parley.protocol.live.ServerEvent;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Mono;

/// Writes one message.
@Command(name = "send", description = "Write a message, and wait until it is durable.", mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private LiveOption live = new LiveOption();

    @Parameters(
            index = "0",
            paramLabel = "CHAT",
            description = "Its id or title, or the other person's name or address.")
    private String chat = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "What to write.")
    private String text = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to repeat it while its outcome is not known (${DEFAULT-VALUE}).")
    private int timeout;

    @Override
    public Integer call() {
        Meeting meeting = Meeting.of(config.account(), chat, live);
        LiveChat open = meeting.live(meeting.chat().head().seq(), Viewer.nobody());
        ServerEvent.Ack ack = Objects.requireNonNull(Mono.firstWithSignal(open.send(text), failureOf(open))
                .timeout(Duration.ofSeconds(timeout))
                .onErrorMap(TimeoutException.class, late -> unknown())
                .doFinally(end -> open.close())
                .block());
        Objects.requireNonNull(spec).commandLine().getOut().println(ack.id());
        return 0;
    }

    private static Mono<ServerEvent.Ack> failureOf(LiveChat open) {
        return open.run().then(Mono.never());
    }

    private Refusal unknown() {
        return Refusal.failed(
                "No answer within " + timeout + " s. It may have been stored, or not: look before you send it again.");
    }
}
