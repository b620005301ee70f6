package chat.parley.messaging.conversation;

import chat.parley.edge.problem.ProblemException;
import chat.parley.messaging.block.Separation;
import chat.parley.messaging.log.Append;
import chat.parley.messaging.log.AppendOutcome;
import chat.parley.messaging.log.MessageLog;
import chat.parley.messaging.membership.Memberships;
import chat.parley.messaging.profile.Profiles;
import chat.parley.protocol.chat.ChatRequests;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Opening and changing conversations: each is an append of a notice, and the log decides who may.
///
/// Refusals come as [ProblemException]; a conversation of others is NOT_FOUND like one that does not exist.
@Component
class Conversations {
    private final PairStore pairs;
    private final MessageLog log;
    private final Memberships memberships;
    private final Profiles profiles;
    private final Separation separation;

    Conversations(PairStore pairs, MessageLog log, Memberships memberships, Profiles profiles, Separation separation) {
        this.separation = separation;
        this.pairs = pairs;
        this.log = log;
        this.memberships = memberships;
        this.profiles = profiles;
    }

    /// The one conversation of these two, found or opened.
    Mono<ChatId> openDirect(UserId me, UserId other) {
        if (me.equals(other)) {
            return Mono.error(
                    new ProblemException(ErrorCode.UNPROCESSABLE, "A conversation needs somebody else in it.", null));
        }
        return reachable(me, List.of(other))
                .then(Mono.defer(() -> pairs.findOrReserve(me, other)))
                .flatMap(chatId -> completeDirect(chatId, me, other));
    }

    /// A new group, or the one that this person opened before under the same id.
    Mono<ChatId> openGroup(UserId me, ChatRequests.OpenGroup request) {
        Set<UserId> members = new LinkedHashSet<>();
        members.add(me);
        members.addAll(request.members());
        ChatId chatId = GroupId.of(me, request.clientRequestId());
        Append.Notice created = new Append.Notice(
                me, request.clientRequestId(), NoticeKind.CREATED, List.copyOf(members), request.title());
        return reachable(me, request.members())
                .then(Mono.defer(() -> log.append(chatId, created)))
                .map(Conversations::entryOf)
                .thenReturn(chatId);
    }

    /// Adds people; those who are members already stay as they are.
    Mono<Void> add(ChatId chatId, UserId me, List<UserId> users) {
        return memberships
                .member(chatId, me)
                .switchIfEmpty(Mono.error(Conversations::notFound))
                .then(Mono.defer(() -> reachable(me, users)))
                .then(Mono.defer(() -> change(chatId, me, NoticeKind.JOINED, users, null)))
                .onErrorResume(Conversations::isConflict, done -> memberOfAll(chatId, users, done));
    }

    /// Removes a member, or leaves.
    Mono<Void> remove(ChatId chatId, UserId me, UserId user) {
        NoticeKind kind = me.equals(user) ? NoticeKind.LEFT : NoticeKind.REMOVED;
        return change(chatId, me, kind, List.of(user), null);
    }

    /// Gives a group another title.
    Mono<Void> rename(ChatId chatId, UserId me, String title) {
        return change(chatId, me, NoticeKind.RENAMED, List.of(), title);
    }

    /// Sends a message.
    Mono<ChatRequests.Sent> send(UserId me, ChatRequests.SendMessage message) {
        return log.append(message.chatId(), new Append.Text(me, message.clientMessageId(), message.text()))
                .map(Conversations::stored)
                .map(stored -> sent(stored, message.clientMessageId()));
    }

    private Mono<ChatId> completeDirect(ChatId chatId, UserId me, UserId other) {
        return memberships
                .isMember(chatId, me)
                .flatMap(member -> member ? Mono.just(chatId) : createDirect(chatId, me, other));
    }

    private Mono<ChatId> createDirect(ChatId chatId, UserId me, UserId other) {
        UUID id = UUID.nameUUIDFromBytes(("created " + chatId).getBytes(StandardCharsets.US_ASCII));
        Append created = new Append.Notice(me, id, NoticeKind.CREATED, List.of(me, other), null);
        return log.append(chatId, created)
                .map(Conversations::entryOf)
                .thenReturn(chatId)
                // The other one was faster: the conversation is there.
                .onErrorReturn(Conversations::isConflict, chatId);
    }

    private Mono<Void> change(
            ChatId chatId, UserId me, NoticeKind kind, List<UserId> subjects, @Nullable String title) {
        Append notice = new Append.Notice(me, UUID.randomUUID(), kind, subjects, title);
        return log.append(chatId, notice).map(Conversations::entryOf).then();
    }

    /// Whoever blocked the asker, or was blocked, is as unknown as somebody who does not exist.
    private Mono<Void> reachable(UserId me, Collection<UserId> users) {
        return profiles.existing(users)
                .onErrorMap(error -> noLookUps())
                .filter(found -> found.containsAll(users))
                .switchIfEmpty(Mono.error(Conversations::nobody))
                .then(Mono.defer(() -> separation.learn(with(me, users))))
                .then(Mono.defer(() -> unblocked(me, users)))
                .then(Mono.defer(() -> withRoom(users)));
    }

    private Mono<Void> unblocked(UserId me, Collection<UserId> users) {
        if (!separation.isKnown(with(me, users))) {
            return Mono.error(noLookUps());
        }
        return users.stream().anyMatch(user -> separation.apart(me, user)) ? Mono.error(nobody()) : Mono.empty();
    }

    private static List<UserId> with(UserId me, Collection<UserId> users) {
        return Stream.concat(Stream.of(me), users.stream()).toList();
    }

    private static ProblemException nobody() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such person.", null);
    }

    private static ProblemException noLookUps() {
        return new ProblemException(ErrorCode.UNAVAILABLE, "People cannot be looked up right now. Try again.", 1_000L);
    }

    /// Otherwise somebody could push a person's other conversations out of the list.
    private Mono<Void> withRoom(Collection<UserId> users) {
        return memberships
                .full(users)
                .flatMap(full -> full.isEmpty()
                        ? Mono.empty()
                        : Mono.error(new ProblemException(
                                ErrorCode.UNPROCESSABLE, "Somebody of them is in too many conversations.", null)));
    }

    private Mono<Void> memberOfAll(ChatId chatId, List<UserId> users, Throwable conflict) {
        List<Memberships.Key> keys = users.stream()
                .distinct()
                .map(user -> new Memberships.Key(chatId, user))
                .toList();
        return memberships.rows(keys).flatMap(rows -> rows.size() == keys.size() ? Mono.empty() : Mono.error(conflict));
    }

    private static LogEntry entryOf(AppendOutcome outcome) {
        return stored(outcome).entry();
    }

    private static AppendOutcome.Stored stored(AppendOutcome outcome) {
        return switch (outcome) {
            case AppendOutcome.Stored stored -> stored;
            case AppendOutcome.Refused refused ->
                throw new ProblemException(refused.code(), refused.detail(), refused.retryAfterMs());
        };
    }

    private static ChatRequests.Sent sent(AppendOutcome.Stored stored, UUID clientMessageId) {
        LogEntry entry = stored.entry();
        return new ChatRequests.Sent(
                entry.chatId(), clientMessageId, entry.id(), entry.seq(), entry.createdAt(), stored.duplicate());
    }

    private static boolean isConflict(Throwable error) {
        return error instanceof ProblemException problem && problem.code() == ErrorCode.CONFLICT;
    }

    static ProblemException notFound() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such conversation.", null);
    }
}
