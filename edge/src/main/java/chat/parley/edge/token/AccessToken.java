package chat.parley.edge.token;

import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import java.time.Instant;

/// Who calls: the verified content of an access token, and the principal of HTTP requests
/// (`@AuthenticationPrincipal AccessToken`).
///
/// @param role when the token was made: whoever decides something important asks identity's store besides
public record AccessToken(UserId userId, SessionId sessionId, Instant expiresAt, AccountRole role) {}
