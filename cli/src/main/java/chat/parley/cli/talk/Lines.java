package chat.parley.cli.talk;

import chat.parley.cli.chat.Names;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Entries as lines of text.
final class Lines {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Function<UserId, String> names;
    private final ZoneId zone;

    Lines(Function<UserId, String> names, ZoneId zone) {
        this.names = names;
        this.zone = zone;
    }

    /// The entry; further lines of its text are indented.
    String of(LogEntry entry) {
        return switch (entry) {
            case LogEntry.Message message ->
                time(entry.createdAt()) + " " + name(message.sender()) + ": " + text(message);
            case LogEntry.Notice notice -> time(entry.createdAt()) + " * " + happening(notice);
        };
    }

    private static String text(LogEntry.Message message) {
        // An entry of tomorrow has no text that we know of.
        return "text".equals(message.messageType())
                ? Names.plain(message.text()).replace("\n", "\n      ")
                : "(something that this program cannot show)";
    }

    private String happening(LogEntry.Notice notice) {
        String actor = name(notice.actor());
        String title = notice.title() == null ? "" : " “" + Names.plain(notice.title()) + "”";
        return switch (notice.kind()) {
            case CREATED -> actor + " opened the conversation" + title;
            case JOINED -> actor + " added " + list(notice.subjects());
            case LEFT -> actor + " left";
            case REMOVED -> actor + " removed " + list(notice.subjects());
            case RENAMED -> actor + " called it" + title;
        };
    }

    private String list(List<UserId> people) {
        return people.stream().map(this::name).collect(Collectors.joining(", "));
    }

    @SuppressWarnings("NullAway") // entries of unknown types come without a sender
    private String name(UserId id) {
        return id == null ? "?" : names.apply(id);
    }

    private String time(Instant when) {
        return TIME.format(when.atZone(zone));
    }
}
