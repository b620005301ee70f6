package chat.parley.identity.device;

import java.util.Locale;

/// From where a request comes.
///
/// @param device for people, as in `Firefox on Linux`
/// @param client the network address
/// @param language in which to write to whoever it is, if they chose none
public record Visit(String device, String client, Locale language) {}
