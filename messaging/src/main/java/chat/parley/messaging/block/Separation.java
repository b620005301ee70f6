package chat.parley.messaging.block;

import chat.parley.protocol.id.UserId;
import java.util.Collection;
import reactor.core.publisher.Mono;

/// Who has nothing to do with whom: two people, one of whom blocked the other. Safe from any thread.
public interface Separation {
    /// Whether these two are apart, as far as it is known here. Never waits; what is not known is asked for soon.
    boolean apart(UserId one, UserId other);

    /// Whether the blocks of all these people are known here, and not in doubt.
    boolean isKnown(Collection<UserId> people);

    /// Asks for those that are not known. Never errors: what could not be learnt stays unknown.
    Mono<Void> learn(Collection<UserId> people);

    /// Somebody whose blocks will be needed.
    void expect(UserId person);
}
