package chat.parley.messaging.live;

import chat.parley.messaging.fanout.Audience;
import chat.parley.messaging.presence.Presence;
import java.time.Clock;
import java.util.function.LongSupplier;

/// What all connections of a node share.
///
/// @param nanos for lengths of time
/// @param clock for the expiry of tokens
record SessionParts(
        Gate gate,
        Audience audience,
        Presence presence,
        Synchronisation synchronisation,
        Commands commands,
        LongSupplier nanos,
        Clock clock) {}
