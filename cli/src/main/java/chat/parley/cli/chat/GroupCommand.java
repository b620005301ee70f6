package chat.parley.cli.chat;

import chat.parley.cli.account.Account;
import chat.parley.cli.account.ConfigOption;
import chat.parley.protocol.chat.ChatView;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Opens a group.
@Command(name = "group", description = "Open a group.", mixinStandardHelpOptions = true)
public final class GroupCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "TITLE", description = "What it is called.")
    private String title = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "EMAIL", description = "Who is in it besides you.")
    private List<String> emails = List.of();

    @Override
    public Integer call() {
        Account account = config.account();
        ChatView chat = Objects.requireNonNull(
                new Conversations(account).group(title, emails).block());
        Objects.requireNonNull(spec).commandLine().getOut().println(ChatsCommand.line(chat, account.userId()));
        return 0;
    }
}
