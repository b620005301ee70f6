package chat.parley.messaging.person;

import chat.parley.protocol.event.IdentityEvent;

/// Keeps something that identity may change. Called on threads of the network: must not block.
public interface IdentityListener {
    /// This changed; perhaps said more than once, late, and in any order.
    void heard(IdentityEvent event);

    /// Changes may have been missed: everything that is kept is in doubt.
    default void interrupted() {}
}
