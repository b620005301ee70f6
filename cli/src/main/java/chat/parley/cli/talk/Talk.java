package chat.parley.cli.talk;

import chat.parley.cli.Refusal;
import chat.parley.cli.chat.Names;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.ClientCommand;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/// A conversation at a prompt: what others write appears above the line that is being written; below it who writes, and
/// how far one's own newest message came.
final class Talk implements Viewer, AutoCloseable {
    private static final int TIME_CHARACTERS = 5;
    private static final Duration REFRESH = Duration.ofSeconds(1);

    private final ChatId chatId;
    private final People people;
    private final Lines lines;
    private final Prompt prompt;
    private final LiveChat live;
    private final Marks read;
    private final TypingPeople typing = new TypingPeople();
    private final OwnMessage own;
    private final OwnTyping ownTyping;
    private final Disposable running;
    private final Disposable refreshing;
    private volatile String status = "connecting";
    private volatile @Nullable Throwable failure;

    Talk(Meeting meeting, long shown) throws IOException {
        chatId = meeting.chat().id();
        people = meeting.people();
        lines = new Lines(people::name, ZoneId.systemDefault());
        own = new OwnMessage(meeting.account().userId());
        meeting.chat().receipts().forEach(own::receipt);
        read = new Marks(seq -> new ClientCommand.Read(chatId, seq));
        live = meeting.live(shown, this);
        read.tell(live);
        ownTyping = new OwnTyping(active -> live.say(new ClientCommand.Typing(chatId, active)));
        String title = Names.of(meeting.chat(), meeting.account().userId());
        prompt = new Prompt(title, () -> ownTyping.pressed(System.nanoTime()));
        running = live.run().subscribe(nothing -> {}, this::failed);
        refreshing = Flux.interval(REFRESH).subscribe(now -> refresh());
    }

    /// Until the person leaves; a [Refusal] when it cannot go on.
    void untilQuit() {
        for (String line = prompt.read(); line != null && !line.strip().equals("/quit"); line = prompt.read()) {
            if (!line.isBlank()) {
                write(line.strip());
            }
        }
        if (failure instanceof RuntimeException why) {
            throw why;
        }
    }

    private void write(String text) {
        try {
            ownTyping.sent();
            own.sending();
            Disposable unused = live.send(text)
                    .doFinally(end -> own.settled())
                    .subscribe(ack -> {}, refused -> say("! " + refused.getMessage()));
        } catch (InvalidInput | Refusal refused) {
            own.settled();
            say("! " + refused.getMessage());
        }
        refresh();
    }

    @Override
    public void entry(LogEntry entry) {
        prompt.above(lines.of(entry), TIME_CHARACTERS);
        read.reached(entry.seq());
        if (entry instanceof LogEntry.Message message && message.sender() != null) {
            typing.heard(message.sender(), false, System.nanoTime());
            if (people.isMe(message.sender())) {
                own.stored(entry.seq());
            }
        }
        refresh();
    }

    @Override
    public void receipt(Receipt receipt) {
        own.receipt(receipt);
        refresh();
    }

    @Override
    public void typing(UserId userId, boolean active) {
        if (!people.isMe(userId)) {
            typing.heard(userId, active, System.nanoTime());
            refresh();
        }
    }

    @Override
    public void status(String now) {
        status = now;
        refresh();
    }

    private void refresh() {
        String connection = status.equals("connected") ? "" : status;
        prompt.below(Stream.of(connection, typing.text(people::name, System.nanoTime()), own.text(people::name))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("  ·  ")));
    }

    private void say(String line) {
        prompt.above(line, 0);
    }

    private void failed(Throwable why) {
        failure = why;
        prompt.interrupt();
    }

    @Override
    public void close() throws IOException {
        refreshing.dispose();
        live.close();
        running.dispose();
        prompt.close();
    }
}
