package chat.parley.messaging.live;

import chat.parley.messaging.connection.Answers;
import chat.parley.messaging.fanout.Joined;
import chat.parley.protocol.Limits;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.live.Cursor;
import chat.parley.protocol.live.ServerEvent;
import java.util.List;
import reactor.core.publisher.Mono;

/// History on a live connection: one frame per request, bounded in entries and in characters, sent when the peer has
/// taken what went before.
final class EntryPages {
    private static final int CHARACTERS_PER_FRAME = 64 * 1024;

    private final Chats chats;

    EntryPages(Chats chats) {
        this.chats = chats;
    }

    /// Sends what lies behind `after` and is for this member to read, perhaps nothing; or `resync` where the log ends
    /// before it.
    Mono<Void> send(Answers answers, Joined joined, long asked) {
        ChatId chat = joined.chatId();
        long after = Math.max(asked, joined.visibleFrom() - 1);
        return answers.drained()
                .then(Mono.defer(() -> chats.read(chat, after + 1, after + Limits.PAGE_ENTRIES)))
                .flatMap(entries -> entries.isEmpty() ? end(chat, after) : Mono.just(page(chat, entries)))
                .doOnNext(event -> answers.say(event))
                .then();
    }

    /// Sends what a cursor lacks up to this head; nothing where it lacks nothing.
    Mono<Void> catchUp(Answers answers, Cursor cursor, Joined joined, Head head) {
        return cursor.seq() == head.seq() ? Mono.empty() : send(answers, joined, cursor.seq());
    }

    private Mono<ServerEvent> end(ChatId chat, long after) {
        return chats.heads(List.of(chat))
                .map(heads -> heads.stream().mapToLong(Head::seq).max().orElse(0))
                .map(head -> head < after
                        ? new ServerEvent.Resync(chat)
                        : new ServerEvent.Entries(chat, List.of(), head > after));
    }

    private static ServerEvent page(ChatId chat, List<LogEntry> entries) {
        List<LogEntry> fitting = entries.subList(0, fitting(entries));
        boolean more = fitting.size() < entries.size() || entries.size() == Limits.PAGE_ENTRIES;
        return new ServerEvent.Entries(chat, fitting, more);
    }

    /// How many of them go into one frame: at least one.
    private static int fitting(List<LogEntry> entries) {
        int characters = 0;
        for (int i = 0; i < entries.size(); i++) {
            characters += length(entries.get(i));
            if (characters > CHARACTERS_PER_FRAME) {
                return Math.max(1, i);
            }
        }
        return entries.size();
    }

    private static int length(LogEntry entry) {
        return switch (entry) {
            case LogEntry.Message message -> message.text().length();
            case LogEntry.Notice notice -> 27 * notice.subjects().size();
        };
    }
}
