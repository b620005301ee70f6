package chat.parley.messaging.fanout;

import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.fanout.MembershipChanges.Change;
import chat.parley.protocol.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What the check of heads is for entries: who became a member somewhere else while the hint was lost has no head here
/// to be checked, and would hear nothing of the conversation until the next connect (C7). So the store is asked which
/// memberships of those who are here changed lately.
///
/// One round at a time; a round asks about all people here, a batch in one query.
final class MembershipCheck {
    /// Between rounds: what was lost is found within 20 s.
    static final Duration EVERY = Duration.ofSeconds(10);

    /// Changes are dated by the node that made them, before they were stored.
    static final Duration SLACK = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(MembershipCheck.class);
    private static final int USERS_PER_QUERY = 200;

    private final ConnectionRegistry registry;
    private final MembershipChanges changes;
    private final Roll roll;
    private final Clock clock;
    private Instant checked;

    MembershipCheck(ConnectionRegistry registry, MembershipChanges changes, Roll roll, Clock clock) {
        this.registry = registry;
        this.changes = changes;
        this.roll = roll;
        this.clock = clock;
        checked = clock.instant();
    }

    /// One round. Never errors: what it could not ask, the next one asks.
    Mono<Void> run() {
        return Mono.fromSupplier(clock::instant).flatMap(this::round).onErrorResume(MembershipCheck::notNow);
    }

    private Mono<Void> round(Instant now) {
        Instant since = checked.minus(SLACK);
        return Flux.fromIterable(List.copyOf(registry.users()))
                .buffer(USERS_PER_QUERY)
                .concatMap(users -> roll.changed(users, since))
                .doOnNext(this::compare)
                .then(Mono.fromRunnable(() -> checked = now));
    }

    private void compare(Roll.Changed changed) {
        UserId user = changed.user();
        Collection<Connection> here = registry.of(user);
        if (here.stream().allMatch(connection -> isAsSaid(connection, changed))) {
            return;
        }
        Change change = changed.member()
                ? new Change.SaidAdded(user, changed.chat())
                : new Change.SaidRemoved(user, changed.chat());
        if (!changes.offer(change)) {
            LOG.warn("Too many membership changes at once: one is left to the next round");
        }
    }

    private boolean isAsSaid(Connection connection, Roll.Changed changed) {
        return registry.isSubscribed(connection, changed.chat()) == changed.member();
    }

    private static Mono<Void> notNow(Throwable failure) {
        LOG.warn("Memberships were not checked: {}", failure.toString());
        return Mono.empty();
    }
}
