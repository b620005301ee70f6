package chat.parley.protocol.chat;

import chat.parley.protocol.id.ChatId;

/// The newest entry of a conversation's log.
///
/// @param seq its position
/// @param ordinal its ordinal
public record Head(ChatId chatId, long seq, long ordinal) {}
