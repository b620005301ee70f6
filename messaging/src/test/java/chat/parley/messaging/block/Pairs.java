package chat.parley.messaging.block;

import chat.parley.protocol.id.UserId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// Knows from the beginning who is apart.
public final class Pairs implements Separation {
    private final Set<Set<UserId>> apart = ConcurrentHashMap.newKeySet();

    /// From now on these two have nothing to do with each other.
    public void separate(UserId one, UserId other) {
        apart.add(Set.copyOf(Arrays.asList(one, other)));
    }

    @Override
    public boolean apart(UserId one, UserId other) {
        return apart.contains(Set.copyOf(Arrays.asList(one, other)));
    }

    @Override
    public boolean isKnown(Collection<UserId> people) {
        return true;
    }

    @Override
    public Mono<Void> learn(Collection<UserId> people) {
        return Mono.empty();
    }

    @Override
    public void expect(UserId person) {}
}
