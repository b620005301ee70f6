package chat.parley.messaging.log;

import chat.parley.messaging.block.Separation;
import java.time.Clock;
import org.springframework.stereotype.Component;

/// What every sequencer of a node shares.
///
/// @param store of the entries
/// @param rosters projection of the notices
/// @param hints of the heads
/// @param cursors of those who send
/// @param encoder of frames
/// @param listener for what was applied
/// @param admission what may be appended at all
/// @param separation of those who blocked each other
/// @param clock for `createdAt` and deadlines
@Component
record LogParts(
        LogStore store,
        RosterStore rosters,
        HeadHints hints,
        SenderCursors cursors,
        BatchEncoder encoder,
        LogListener listener,
        SendAdmission admission,
        Separation separation,
        Clock clock) {}
