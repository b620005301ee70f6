package chat.parley.protocol.chat;

import chat.parley.protocol.id.UserId;

/// How far one member is. Each number only grows.
///
/// @param delivered every entry up to this seq reached one of the member's devices
/// @param read every entry up to this seq was seen by the member; never above `delivered`
/// @param readOrdinal the ordinal of the entry at `read`, 0 before the first
public record Receipt(UserId userId, long delivered, long read, long readOrdinal) {}
