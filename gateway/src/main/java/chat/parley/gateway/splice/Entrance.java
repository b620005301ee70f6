package chat.parley.gateway.splice;

import java.time.Duration;

/// What a [Threshold] needs; the same for all connections.
///
/// @param forHead how long the head of a request for a socket may take
record Entrance(Doorman doorman, Seats seats, ServiceDoor service, OpenSockets sockets, Duration forHead) {}
