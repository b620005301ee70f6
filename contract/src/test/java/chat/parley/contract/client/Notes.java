package chat.parley.contract.client;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Digest;
import chat.parley.faults.history.Witness;
import tools.jackson.databind.JsonNode;

/// Events and entries as lines of the history.
final class Notes {
    private Notes() {}

    /// An entry that was shown or fetched.
    static void entry(Witness by, Act act, JsonNode entry) {
        String chat = entry.path("chatId").stringValue("");
        long seq = entry.path("seq").longValue();
        String text = entry.path("text").stringValue("");
        by.entry(
                act,
                chat,
                seq,
                chat + "-" + seq,
                entry.path("clientMessageId").stringValue(""),
                text.isEmpty() ? "" : Digest.of(text));
    }

    /// Another member's marks.
    static void receipt(Witness by, String chat, JsonNode receipt) {
        String user = receipt.path("userId").stringValue("");
        by.sawMark(Act.SAW_DELIVERED, chat, user, receipt.path("delivered").longValue(0));
        by.sawMark(Act.SAW_READ, chat, user, receipt.path("read").longValue(0));
    }

    /// Who is shown online.
    static void presence(Witness by, JsonNode users) {
        users.forEach(user -> by.presence(
                user.path("userId").stringValue(""), user.path("online").booleanValue(false)));
    }
}
