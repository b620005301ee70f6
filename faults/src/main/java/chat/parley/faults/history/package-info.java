/// What clients did and saw, one JSON line each, in the order in which it happened.
///
/// Fields, absent where they mean nothing: `t` nanoseconds since the recording began, on one monotonic clock for all;
/// `client` who did or saw it, `user/device#connection` for a live connection, `user/device` for HTTP, `user` for a
/// person as such; `f` what, see [chat.parley.faults.history.Act]; `type` `invoke`, `ok`, `fail` or `info`; then
/// `conversation`, `clientMessageId`, `id`, `seq`, `digest` as `f` says.
///
/// An operation has an `invoke` line and later one with its outcome: `ok`, `fail` (explicitly refused, surely without
/// effect) or `info` (time-out, cut: nobody knows). An observation is a single `ok` line.
@NullMarked
package chat.parley.faults.history;

import org.jspecify.annotations.NullMarked;
