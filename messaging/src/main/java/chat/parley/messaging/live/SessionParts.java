package chat.parley.messaging.live;

import chat.parley.messaging.fanout.Audience;
import chat.parley.messaging.presence.Presence;
import java.time.Clock;
import java.util.function.LongSupplier;

/// What all connections of a node share.
///
/// @param framesPerSecond from one connection
/// @param nanos for lengths of time
/// @param clock for the expiry of tokens
record SessionParts(
        Gate gate,
        Audience audience,
        Presence presence,
        Synchronisation synchronisation,
        Commands commands,
        int framesPerSecond,
        LongSupplier nanos,
        Clock clock) {}
