package chat.parley.cli.chat;

import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.id.UserId;
import java.util.stream.Collectors;

/// How conversations and people are called. What others chose as names is shown without control characters: it must not
/// drive the terminal.
public final class Names {
    private Names() {}

    /// A group's title; else the names of those who are not `me`.
    public static String of(ChatView chat, UserId me) {
        String title = chat.title();
        if (title != null && !title.isBlank()) {
            return plain(title);
        }
        String others = chat.users().stream()
                .filter(user -> !user.id().equals(me))
                .map(Names::of)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "yourself" : others;
    }

    /// A person's name, or the id of one who has none.
    public static String of(UserSummary user) {
        return user.name().isBlank() ? user.id().value() : plain(user.name());
    }

    /// Text in which nothing moves the cursor, changes colours or hides: escape sequences become visible.
    public static String plain(String text) {
        return text.codePoints()
                .map(point -> drivesTerminals(point) ? '\uFFFD' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean drivesTerminals(int point) {
        int type = Character.getType(point);
        boolean turns = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        return (type == Character.CONTROL && point != '\n' && point != '\t') || turns;
    }
}
