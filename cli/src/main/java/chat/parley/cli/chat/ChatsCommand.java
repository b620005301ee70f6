package chat.parley.cli.chat;

import chat.parley.cli.account.Account;
import chat.parley.cli.account.ConfigOption;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.LatestMessage;
import chat.parley.protocol.id.UserId;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Lists the conversations.
@Command(
        name = "chats",
        description = "List your conversations, newest activity first.",
        mixinStandardHelpOptions = true)
public final class ChatsCommand implements Callable<Integer> {
    private static final int NAME_WIDTH = 28;
    private static final int PREVIEW = 48;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        Account account = config.account();
        List<ChatView> chats =
                Objects.requireNonNull(new Conversations(account).all().block());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (chats.isEmpty()) {
            out.println("You have no conversations yet. Open one with: parley new EMAIL");
        }
        chats.forEach(chat -> out.println(line(chat, account.userId())));
        return 0;
    }

    static String line(ChatView chat, UserId me) {
        String unread = chat.unread() > 0 ? "(" + chat.unread() + ")" : "";
        String people = chat.title() == null ? "" : chat.memberCount() + " people";
        LatestMessage latest = chat.latestMessage();
        String preview = latest == null ? "" : cut(Names.plain(latest.text()).replaceAll("\\s+", " "), PREVIEW);
        return String.format(
                        Locale.ROOT,
                        "%s  %5s  %-" + NAME_WIDTH + "s  %-12s %s",
                        chat.id(),
                        unread,
                        cut(Names.of(chat, me), NAME_WIDTH),
                        people,
                        preview)
                .stripTrailing();
    }

    private static String cut(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters - 1)) + "…";
    }
}
