package chat.parley.gateway.splice;

/// Whom a [Threshold] needs; the same for all connections.
record Entrance(Doorman doorman, Seats seats, ServiceDoor service, OpenSockets sockets) {}
