package chat.parley.cli.chat;

import chat.parley.cli.account.Account;
import chat.parley.cli.account.ConfigOption;
import chat.parley.protocol.chat.ChatView;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Opens the conversation with one person.
@Command(name = "new", description = "Open the conversation with one person.", mixinStandardHelpOptions = true)
public final class NewCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "EMAIL", description = "The person's address; it must have signed in once.")
    private String email = "";

    @Override
    public Integer call() {
        Account account = config.account();
        ChatView chat =
                Objects.requireNonNull(new Conversations(account).with(email).block());
        Objects.requireNonNull(spec).commandLine().getOut().println(ChatsCommand.line(chat, account.userId()));
        return 0;
    }
}
