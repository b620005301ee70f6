package chat.parley.identity.block;

import chat.parley.edge.problem.ProblemException;
import chat.parley.identity.account.Accounts;
import chat.parley.identity.event.Events;
import chat.parley.protocol.Limits;
import chat.parley.protocol.account.BlockBodies;
import chat.parley.protocol.account.BlockBodies.BlocksAnswer;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.UserId;
import java.util.Collection;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Whom people blocked. One of two is enough: what follows from it concerns both, and is messaging's business.
@Service
class Blocks {
    private final BlockStore store;
    private final Accounts accounts;
    private final BlockLimit limit;
    private final Events events;

    Blocks(BlockStore store, Accounts accounts, BlockLimit limit, Events events) {
        this.events = events;
        this.store = store;
        this.accounts = accounts;
        this.limit = limit;
    }

    Mono<BlockBodies.Blocks> of(UserId user) {
        return store.of(user).map(BlockBodies.Blocks::new);
    }

    Mono<BlocksAnswer> of(Collection<UserId> users) {
        return store.of(users).collectList().map(BlocksAnswer::new);
    }

    Mono<Void> block(UserId user, UserId other) {
        return user.equals(other)
                ? Mono.error(Blocks::oneself)
                : limit.admit(user).then(Mono.defer(() -> add(user, other)));
    }

    Mono<Void> unblock(UserId user, UserId other) {
        return limit.admit(user).then(Mono.defer(() -> told(user, other, store.remove(user, other))));
    }

    private Mono<Void> add(UserId user, UserId other) {
        return accounts.byId(other)
                .switchIfEmpty(Mono.error(ProblemException::notFound))
                .flatMap(account -> told(user, other, store.add(user, other)))
                .flatMap(added -> added ? Mono.empty() : Mono.error(full()));
    }

    private static ProblemException oneself() {
        return new ProblemException(ErrorCode.UNPROCESSABLE, "Nobody can block themselves.");
    }

    private static ProblemException full() {
        return new ProblemException(
                ErrorCode.UNPROCESSABLE, "At most " + Limits.BLOCKS_PER_USER + " people can be blocked.");
    }

    private <T> Mono<T> told(UserId user, UserId other, Mono<T> change) {
        return events.around(new IdentityEvent.Blocked(user, other), change);
    }
}
