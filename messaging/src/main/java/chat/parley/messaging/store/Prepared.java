package chat.parley.messaging.store;

import reactor.core.publisher.Mono;

/// A store that needs something (an index) before it is used.
public interface Prepared {
    /// Makes sure of it. Harmless to repeat, on many nodes at once.
    Mono<Void> prepare();
}
