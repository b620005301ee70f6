package chat.parley.cli.live;

import java.time.Duration;

/// What a client does after its connection ended.
public sealed interface NextStep {
    /// Open another one after this time.
    ///
    /// @param refresh get a fresh access token before
    record Reconnect(Duration after, boolean refresh) implements NextStep {}

    /// Another one would end in the same way.
    record GiveUp(String why) implements NextStep {}
}
