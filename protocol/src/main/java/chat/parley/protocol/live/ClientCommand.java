package chat.parley.protocol.live;

import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.UUID;

/// What a client says on a live connection, one JSON object a frame, told apart by `type`.
///
/// Commands of one connection are taken in the order in which they came.
/// Constructors throw [chat.parley.protocol.error.InvalidInput]; unknown fields are refused.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ClientCommand {
    /// The first frame, within 5 s: who I am and what I have.
    ///
    /// @param protocol version of this protocol, 1
    /// @param token access token
    /// @param cursors last seq that the client holds, per conversation that it keeps; at most 200
    @JsonTypeName("hello")
    record Hello(int protocol, String token, List<Cursor> cursors) implements ClientCommand {
        public Hello {
            Check.range(protocol, 1, 1, "protocol");
            Check.present(token, "token");
            Check.range(token.length(), 1, Limits.TOKEN_CHARACTERS, "the length of token");
            cursors = Check.list(cursors, Limits.HELLO_CURSORS, "cursors");
        }

        /// Without the token, which must never reach a log.
        @Override
        public String toString() {
            return "Hello[protocol=" + protocol + ", cursors=" + cursors.size() + "]";
        }
    }

    /// A fresh access token of the same session, before the old one expires.
    @JsonTypeName("renew")
    record Renew(String token) implements ClientCommand {
        public Renew {
            Check.present(token, "token");
            Check.range(token.length(), 1, Limits.TOKEN_CHARACTERS, "the length of token");
        }

        /// Without the token.
        @Override
        public String toString() {
            return "Renew[]";
        }
    }

    /// Write a message; answered by `ack` or by `error` with `ref` = clientMessageId.
    @JsonTypeName("send")
    record Send(ChatId chatId, UUID clientMessageId, String text) implements ClientCommand {
        public Send {
            Check.present(chatId, "chatId");
            Check.present(clientMessageId, "clientMessageId");
            Check.text(text, Limits.TEXT_CHARACTERS, "text");
        }
    }

    /// All entries up to this one reached this device.
    @JsonTypeName("delivered")
    record Delivered(ChatId chatId, long upTo) implements ClientCommand {
        public Delivered {
            Check.present(chatId, "chatId");
            Check.range(upTo, 1, Long.MAX_VALUE, "upTo");
        }
    }

    /// The person saw all entries up to this one; implies delivered.
    @JsonTypeName("read")
    record Read(ChatId chatId, long upTo) implements ClientCommand {
        public Read {
            Check.present(chatId, "chatId");
            Check.range(upTo, 1, Long.MAX_VALUE, "upTo");
        }
    }

    /// The person is writing (repeat every 3 s at most) or stopped.
    @JsonTypeName("typing")
    record Typing(ChatId chatId, boolean active) implements ClientCommand {
        public Typing {
            Check.present(chatId, "chatId");
        }
    }

    /// Whose presence to tell from now on; replaces the list given before. Strangers are left out of the answer.
    @JsonTypeName("presence")
    record Presence(List<UserId> userIds) implements ClientCommand {
        public Presence {
            userIds = Check.list(userIds, Limits.WATCHED_USERS, "userIds");
        }
    }

    /// Entries after a cursor, please; answered by one `entries` frame, perhaps empty, with `more`.
    @JsonTypeName("resume")
    record Resume(ChatId chatId, long after) implements ClientCommand {
        public Resume {
            Check.present(chatId, "chatId");
            Check.range(after, 0, Long.MAX_VALUE - Limits.PAGE_ENTRIES - 1, "after");
        }
    }

    /// Still here; at least every 20 s. Answered by `pong`.
    @JsonTypeName("ping")
    record Ping() implements ClientCommand {}
}
