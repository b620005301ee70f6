package chat.parley.protocol.live;

import chat.parley.protocol.id.UserId;

/// Whether a person has a live connection anywhere.
public record PresenceState(UserId userId, boolean online) {}
