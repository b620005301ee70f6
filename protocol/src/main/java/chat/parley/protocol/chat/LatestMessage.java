package chat.parley.protocol.chat;

import chat.parley.protocol.id.UserId;
import java.time.Instant;

/// The newest message, cut short, for the list.
///
/// @param text at most 140 characters
public record LatestMessage(String text, UserId sender, long seq, Instant createdAt) {}
