package chat.parley.protocol.chat;

import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.MessageId;
import chat.parley.protocol.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The bodies of messaging's HTTP interface. Each constructor throws [chat.parley.protocol.error.InvalidInput].
public final class ChatRequests {
    private ChatRequests() {}

    /// `POST /api/v1/chat/new`: find or open the conversation with one person.
    public record OpenDirect(UserId otherUserId) {
        public OpenDirect {
            Check.present(otherUserId, "otherUserId");
        }
    }

    /// `POST /api/v1/chat/group`: open a group.
    ///
    /// @param clientRequestId a UUID of the client's choice; repeating it answers with the same group
    /// @param members at most 100, the asking person left out or not
    public record OpenGroup(UUID clientRequestId, String title, List<UserId> members) {
        public OpenGroup {
            Check.present(clientRequestId, "clientRequestId");
            title = Check.line(title, Limits.TITLE_CHARACTERS, "title");
            members = Check.list(members, Limits.MEMBERS_PER_REQUEST, "members");
        }
    }

    /// `POST /api/v1/chat/{chatId}/members`: add people.
    public record AddMembers(List<UserId> userIds) {
        public AddMembers {
            userIds = Check.list(userIds, Limits.MEMBERS_PER_REQUEST, "userIds");
            Check.range(userIds.size(), 1, Limits.MEMBERS_PER_REQUEST, "the number of userIds");
        }
    }

    /// `POST /api/v1/chat/{chatId}/title`: rename a group.
    public record Rename(String title) {
        public Rename {
            title = Check.line(title, Limits.TITLE_CHARACTERS, "title");
        }
    }

    /// `POST /api/v1/message`: send without a live connection.
    public record SendMessage(ChatId chatId, UUID clientMessageId, String text) {
        public SendMessage {
            Check.present(chatId, "chatId");
            Check.present(clientMessageId, "clientMessageId");
            Check.text(text, Limits.TEXT_CHARACTERS, "text");
        }
    }

    /// The answer to a send, and the body of an `ack` frame.
    ///
    /// @param duplicate true when this id was stored before; nothing was fanned out again
    public record Sent(
            ChatId chatId, UUID clientMessageId, MessageId id, long seq, Instant createdAt, boolean duplicate) {}
}
