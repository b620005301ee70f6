package chat.parley.cli.load;

import chat.parley.cli.live.Spoken;
import chat.parley.protocol.id.ChatId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/// One conversation of a load test and those who are in it. Its members write in turn.
final class Room {
    private static final String FILLER = "The quick brown fox jumps over the lazy dog. ";

    private static final long NOT_SENT_MS = 100;

    private final ChatId chatId;
    private final Run run;
    private final RoomBook book = new RoomBook();
    private final List<Person> people = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final byte[] template;
    private final int nameAt;
    private volatile LongConsumer afterAnswer = retryAfterMs -> {};

    /// @param textBytes how long messages are
    Room(ChatId chatId, int textBytes, Run run) {
        this.chatId = chatId;
        this.run = run;
        String before = "{\"type\":\"send\",\"chatId\":\"" + chatId + "\",\"clientMessageId\":\"";
        String text = FILLER.repeat(textBytes / FILLER.length() + 1).substring(0, textBytes);
        String after = "\",\"text\":\"" + text.strip() + ".\"}";
        nameAt = before.length();
        template = (before + " ".repeat(MessageNames.LENGTH) + after).getBytes(StandardCharsets.US_ASCII);
    }

    ChatId chatId() {
        return chatId;
    }

    RoomBook book() {
        return book;
    }

    List<Person> people() {
        return people;
    }

    /// Before the run only.
    void add(Person person) {
        people.add(person);
    }

    /// Before the run only: what to do when a send has its outcome; told how long the server wants us to wait.
    void afterAnswer(LongConsumer work) {
        afterAnswer = work;
    }

    /// Lets the next member write a message that was meant for this time.
    void send(long intended) {
        run.measurements().offered();
        int number = numbers.getAndIncrement();
        if (number >= MessageNames.MOST || !writer(number).send(run.names().name(intended, number))) {
            run.errors().add("NOT_SENT");
            answered(NOT_SENT_MS);
        }
    }

    /// The command with this message.
    Spoken message(long name) {
        byte[] json = template.clone();
        run.names().write(name, json, nameAt);
        return Spoken.command(json);
    }

    /// An outcome is there.
    void answered(long retryAfterMs) {
        afterAnswer.accept(retryAfterMs);
    }

    /// One member's view of the log is enough for the book.
    void stored(Person by, int number) {
        if (people.getFirst() == by) {
            book.stored(number);
        }
    }

    private Person writer(int number) {
        return people.get(number % people.size());
    }
}
