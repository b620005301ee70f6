package chat.parley.messaging.fanout;

import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.time.Instant;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Who is a member, as the store says.
public interface Roll {
    /// Since which entry this person is a member of this conversation; empty for who is none now.
    Mono<Joined> membership(ChatId chat, UserId user);

    /// Those memberships of these people that began or ended since then, as they are now; perhaps more.
    Flux<Changed> changed(Collection<UserId> users, Instant since);

    /// A membership that changed.
    ///
    /// @param member whether the person is one now
    record Changed(UserId user, ChatId chat, boolean member) {}
}
