package chat.parley.edge.mongo;

import reactor.core.publisher.Mono;

/// A store that needs something (an index) before it is used. Beans of this type are prepared before the port opens.
@FunctionalInterface
public interface Prepared {
    /// Makes sure of it. Harmless to repeat, on many nodes at once.
    Mono<Void> prepare();
}
