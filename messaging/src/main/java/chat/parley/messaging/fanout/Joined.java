package chat.parley.messaging.fanout;

import chat.parley.protocol.id.ChatId;

/// Where a person is a member.
///
/// @param visibleFrom the seq of the first entry that is for this person to read
public record Joined(ChatId chatId, long visibleFrom) {}
