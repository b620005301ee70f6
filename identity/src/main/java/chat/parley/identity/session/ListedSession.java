package chat.parley.identity.session;

import chat.parley.protocol.id.SessionId;
import java.time.Instant;

/// A session that lives.
///
/// @param family its refresh tokens, by digest
/// @param device for people
/// @param lastActiveAt of its last refresh, which a client in use asks for every few minutes
public record ListedSession(SessionId id, String family, String device, Instant signedInAt, Instant lastActiveAt) {}
