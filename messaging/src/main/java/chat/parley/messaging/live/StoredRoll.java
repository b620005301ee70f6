package chat.parley.messaging.live;

import chat.parley.messaging.fanout.Joined;
import chat.parley.messaging.fanout.Roll;
import chat.parley.messaging.membership.Memberships;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.time.Instant;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Memberships, as the fan-out asks for them.
final class StoredRoll implements Roll {
    private final Memberships memberships;

    StoredRoll(Memberships memberships) {
        this.memberships = memberships;
    }

    @Override
    public Mono<Joined> membership(ChatId chat, UserId user) {
        return memberships.member(chat, user).map(StoredChats::joined);
    }

    @Override
    public Flux<Changed> changed(Collection<UserId> users, Instant since) {
        return memberships
                .changed(users, since)
                .flatMapIterable(rows -> rows)
                .map(row -> new Changed(row.userId(), row.chatId(), row.member()));
    }
}
