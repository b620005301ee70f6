/// Sockets, below HTTP: the first request of a connection is looked at before the HTTP codec sees it; an upgrade of
/// `/ws`
/// or `/rsocket` is judged, carried to messaging, and from then on bytes pass both ways unread.
@NullMarked
package chat.parley.gateway.splice;

import org.jspecify.annotations.NullMarked;
