package chat.parley.messaging.conversation;

import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/// Names a group by who opens it and under which request, so that a repeated request finds the group of the first.
final class GroupId {
    private GroupId() {}

    static ChatId of(UserId creator, UUID clientRequestId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("group " + creator + ' ' + clientRequestId).getBytes(StandardCharsets.US_ASCII));
            return ChatId.of(Arrays.copyOf(hash, ChatId.BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
