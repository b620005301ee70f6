package chat.parley.messaging.fanout;

import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.fanout.MembershipChanges.Change;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.ServerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Does what memberships ask for. What another node says is a hint: the store is asked, before and after subscribing,
/// since the person may have been removed meanwhile. What cannot be done now is done later: a conversation that is not
/// followed would be silent.
final class MembershipFollower {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipFollower.class);
    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final MembershipChanges changes;
    private final ConnectionRegistry registry;
    private final Audience audience;
    private final FanOut fanOut;
    private final Roll roll;
    private final MembershipCheck check;
    /// As many at most as may wait the first time.
    private final Set<Change> undone = ConcurrentHashMap.newKeySet();

    MembershipFollower(
            MembershipChanges changes,
            ConnectionRegistry registry,
            Audience audience,
            FanOut fanOut,
            Roll roll,
            MembershipCheck check) {
        this.check = check;
        this.changes = changes;
        this.registry = registry;
        this.audience = audience;
        this.fanOut = fanOut;
        this.roll = roll;
    }

    /// Never ends.
    Mono<Void> run() {
        return Mono.when(
                changes.all().flatMap(this::settle, AT_ONCE),
                Flux.interval(AGAIN).onBackpressureDrop().doOnNext(ignored -> tryAgain()),
                Flux.interval(MembershipCheck.EVERY).onBackpressureDrop().concatMap(ignored -> check.run(), 1));
    }

    private void tryAgain() {
        for (Change change : List.copyOf(undone)) {
            undone.remove(change); // first, since it may fail again at once
            if (!changes.offer(change)) {
                undone.add(change);
            }
        }
    }

    private Mono<Void> settle(Change change) {
        return step(change).timeout(PATIENCE).onErrorResume(failure -> leftUndone(change, failure));
    }

    private Mono<Void> step(Change change) {
        return switch (change) {
            case Change.Subscribed subscribed -> subscribed(subscribed.chat());
            case Change.SaidAdded added -> added(added.user(), added.chat());
            case Change.SaidRemoved removed -> removed(removed.user(), removed.chat());
        };
    }

    private Mono<Void> subscribed(ChatId chat) {
        return registry.isWanted(chat) ? audience.follow(List.of(chat)).then() : Mono.empty();
    }

    private Mono<Void> added(UserId user, ChatId chat) {
        if (!registry.isHere(user)) {
            return Mono.empty();
        }
        return roll.membership(chat, user).flatMap(joined -> bringIn(user, joined));
    }

    private Mono<Void> bringIn(UserId user, Joined joined) {
        ChatId chat = joined.chatId();
        List<Connection> added = registry.of(user).stream()
                .filter(connection -> registry.subscribe(connection, joined))
                .toList();
        return audience.follow(List.of(chat))
                .then(removed(user, chat))
                .doOnError(ignored -> takeBack(added, chat))
                .doOnCancel(() -> takeBack(added, chat))
                .then(Mono.fromRunnable(() -> announce(added, chat)));
    }

    /// They are told of it when it is tried again.
    private void takeBack(List<Connection> added, ChatId chat) {
        added.forEach(connection -> registry.unsubscribe(connection, chat));
    }

    private void announce(List<Connection> added, ChatId chat) {
        added.stream()
                .filter(connection -> registry.isSubscribed(connection, chat))
                .forEach(connection -> connection.say(new ServerEvent.Added(chat)));
    }

    /// Only when the store agrees: the person may be back.
    private Mono<Void> removed(UserId user, ChatId chat) {
        return roll.membership(chat, user)
                .hasElement()
                .filter(member -> !member)
                .doOnNext(ignored -> fanOut.expel(user, chat))
                .then();
    }

    private Mono<Void> leftUndone(Change change, Throwable failure) {
        LOG.warn("A membership change was not followed yet: {} ({})", change, failure.toString());
        if (undone.size() < MembershipChanges.CAPACITY) {
            undone.add(change);
        }
        return Mono.empty();
    }
}
