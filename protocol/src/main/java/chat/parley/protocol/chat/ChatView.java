package chat.parley.protocol.chat;

import chat.parley.protocol.id.ChatId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation as one member sees it in the list.
///
/// @param title a group's title; absent for a direct conversation
/// @param users the first members (at most 50), the asking person among them
/// @param memberCount all members
/// @param role the asking person's
/// @param head the newest entry, as the log says at the time of the answer
/// @param latestMessage absent while there is none
/// @param unread head's ordinal − the asking person's `readOrdinal`
/// @param receipts of the people in `users`
/// @param updatedAt time of the newest entry
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatView(
        ChatId id,
        ChatKind kind,
        @Nullable String title,
        List<UserSummary> users,
        int memberCount,
        Role role,
        Head head,
        @Nullable LatestMessage latestMessage,
        long unread,
        List<Receipt> receipts,
        Instant updatedAt) {
    public ChatView {
        users = List.copyOf(users);
        receipts = List.copyOf(receipts);
    }
}
