package chat.parley.messaging.conversation;

import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.id.ChatId;
import java.util.Comparator;

/// A position in the conversation list: newest activity first, ties by id. On the wire `millis-chatId`.
record ListCursor(long activeAtMillis, ChatId chatId) implements Comparable<ListCursor> {
    private static final Comparator<ListCursor> ORDER =
            Comparator.comparingLong(ListCursor::activeAtMillis).reversed().thenComparing(ListCursor::chatId);

    static ListCursor parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1 || !text.substring(0, dash).matches("[0-9]{1,15}")) {
            throw InvalidInput.badRequest("cursor is not one that this server gave out");
        }
        return new ListCursor(Long.parseLong(text.substring(0, dash)), new ChatId(text.substring(dash + 1)));
    }

    @Override
    public int compareTo(ListCursor other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return activeAtMillis + "-" + chatId;
    }
}
