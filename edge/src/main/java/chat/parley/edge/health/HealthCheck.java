package chat.parley.edge.health;

import reactor.core.publisher.Mono;

/// Something that a service cannot do without. Beans of this type decide what `/health` says.
@FunctionalInterface
public interface HealthCheck {
    /// Completes when it answers; fails, or does not answer in time, when it is away.
    Mono<Void> check();
}
