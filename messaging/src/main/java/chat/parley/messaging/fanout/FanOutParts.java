package chat.parley.messaging.fanout;

/// What the link to Redis drives.
record FanOutParts(
        Subscriptions subscriptions,
        Publisher publisher,
        RemoteEvents events,
        MembershipFollower follower,
        LogFeed feed) {}
