package chat.parley.protocol.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of the conversation list, newest activity first.
///
/// @param chats at most 100
/// @param next what to send as `cursor` for the following page; absent on the last
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatPage(List<ChatView> chats, @Nullable String next) {
    public ChatPage {
        chats = List.copyOf(chats);
    }
}
