package chat.parley.protocol.id;

import chat.parley.protocol.error.InvalidInput;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names an entry of a conversation's log: `chatId-seq`, for people and links; programs use the two parts.
public record MessageId(ChatId chatId, long seq) {
    /// Reads the form that [#toString] writes; [InvalidInput] for any other.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static MessageId parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0 || !text.substring(dash + 1).matches("[1-9][0-9]{0,17}")) {
            throw InvalidInput.badRequest("a message id is a conversation id, a dash and a number");
        }
        return new MessageId(new ChatId(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    @JsonValue
    @Override
    public String toString() {
        return chatId + "-" + seq;
    }
}
