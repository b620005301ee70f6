package chat.parley.cli.talk;

import chat.parley.cli.account.ConfigOption;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Reads and writes one conversation.
@Command(
        name = "talk",
        description = {"Read and write one conversation.", "Enter sends; /quit, Ctrl-D or Ctrl-C leaves."},
        mixinStandardHelpOptions = true)
public final class TalkCommand implements Callable<Integer> {
    private static final int LAST = 20;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private LiveOption live = new LiveOption();

    @Parameters(paramLabel = "CHAT", description = "Its id or title, or the name or address of the other person.")
    private String chat = "";

    @Override
    public Integer call() throws IOException {
        Meeting meeting = Meeting.of(config.account(), chat, live);
        Long shown = Objects.requireNonNull(meeting.beforeLast(LAST).block());
        try (Talk talk = new Talk(meeting, shown)) {
            talk.untilQuit();
        }
        return 0;
    }
}
