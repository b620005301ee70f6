package chat.parley.identity.account;

import java.time.Instant;

/// What belongs to an account besides its name. Texts are empty until chosen.
///
/// @param handle nobody else's
/// @param language BCP 47 tag
/// @param timeZone IANA id
public record Profile(
        String handle, String about, String language, String timeZone, boolean hasPassword, Instant createdAt) {}
