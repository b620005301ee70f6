package chat.parley.messaging.fanout;

import chat.parley.messaging.connection.Connection;
import chat.parley.protocol.Limits;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Brings connections to conversations: subscribe first, then read the heads, so that nothing falls between (C6).
public final class Audience {
    private final ConnectionRegistry registry;
    private final Subscriptions subscriptions;
    private final LogFeed feed;

    Audience(ConnectionRegistry registry, Subscriptions subscriptions, LogFeed feed) {
        this.registry = registry;
        this.subscriptions = subscriptions;
        this.feed = feed;
    }

    /// Without other nodes.
    public static Audience local(ConnectionRegistry registry, LogFeed feed) {
        return new Audience(registry, new Subscriptions(ignored -> true, ignored -> {}, System::nanoTime), feed);
    }

    /// Lets a connection in; false when its person has too many. What concerns the person comes from now on.
    public boolean enter(Connection connection) {
        return registry.enter(connection);
    }

    /// Completes when what concerns the person is heard from other nodes, too.
    public Mono<Void> listen(Connection connection) {
        return subscriptions.hear(List.of(new Topic.Person(connection.userId())));
    }

    /// Takes it out of everything.
    public void leave(Connection connection) {
        registry.leave(connection);
    }

    /// Whether it gets what happens in this conversation.
    public boolean follows(Connection connection, ChatId chat) {
        return registry.isSubscribed(connection, chat);
    }

    /// Nothing more of this conversation.
    public void unfollow(Connection connection, ChatId chat) {
        registry.unsubscribe(connection, chat);
    }

    /// Nothing more of any conversation; what concerns the person still comes.
    public void unfollowAll(Connection connection) {
        List.copyOf(registry.chatsOf(connection)).forEach(chat -> registry.unsubscribe(connection, chat));
    }

    /// From now on the connection gets what happens in these conversations. Answers with their heads, in pages, each
    /// read after its conversations were subscribed. Errors when the log cannot be read: then repeat it.
    public Flux<List<Head>> follow(Connection connection, Collection<Joined> chats) {
        return Flux.fromIterable(chats)
                .doOnNext(joined -> registry.subscribe(connection, joined))
                .map(Joined::chatId)
                .buffer(Limits.HEADS_PER_FRAME)
                .concatMap(this::follow);
    }

    /// As [#follow], for what is already subscribed here.
    Mono<List<Head>> follow(List<ChatId> chats) {
        return subscriptions
                .hear(chats.stream().map(Topic.Chat::new).toList())
                .then(Mono.defer(() -> feed.heads(chats)))
                .doOnNext(heads -> heads.forEach(head -> feed.interested(head.chatId(), head)));
    }
}
