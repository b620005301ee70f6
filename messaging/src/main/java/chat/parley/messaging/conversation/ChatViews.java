package chat.parley.messaging.conversation;

import chat.parley.messaging.block.Separation;
import chat.parley.messaging.log.MessageLog;
import chat.parley.messaging.membership.MemberDocument;
import chat.parley.messaging.membership.Memberships;
import chat.parley.messaging.profile.Profiles;
import chat.parley.protocol.chat.ChatKind;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LatestMessage;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Puts together what one member sees of conversations: a fixed number of queries however many they are (plus one for
/// each conversation whose hint of the head is behind the log, which a crash or this very moment may cause).
@Component
class ChatViews {
    private static final int NEWEST = 100;

    private final ChatStore chats;
    private final Memberships memberships;
    private final MessageLog log;
    private final Profiles profiles;
    private final Separation separation;

    ChatViews(ChatStore chats, Memberships memberships, MessageLog log, Profiles profiles, Separation separation) {
        this.separation = separation;
        this.chats = chats;
        this.memberships = memberships;
        this.log = log;
        this.profiles = profiles;
    }

    /// Everything that the views of some conversations are made of.
    private record Material(
            List<ChatDocument> chats,
            Map<ChatId, Head> heads,
            Map<Memberships.Key, MemberDocument> rows,
            Map<UserId, UserSummary> names) {}

    /// Newer than the hint: what the log itself says.
    private record Newest(@Nullable LatestMessage message, Instant at) {}

    /// Views for the person whose rows these are, in no particular order.
    Mono<List<ChatView>> of(List<MemberDocument> mine) {
        Map<ChatId, MemberDocument> byChat =
                mine.stream().collect(Collectors.toMap(MemberDocument::chatId, row -> row));
        return gather(byChat.keySet()).flatMap(material -> views(material, byChat));
    }

    private Mono<Material> gather(Collection<ChatId> ids) {
        return chats.find(ids)
                .delayUntil(found -> separation.learn(partners(found)))
                .flatMap(found -> Mono.zip(log.heads(ids), rows(found), names(found))
                        .map(parts -> new Material(found, byChat(parts.getT1()), parts.getT2(), parts.getT3())));
    }

    private static Map<ChatId, Head> byChat(List<Head> heads) {
        return heads.stream().collect(Collectors.toMap(Head::chatId, head -> head));
    }

    private Mono<Map<Memberships.Key, MemberDocument>> rows(List<ChatDocument> found) {
        List<Memberships.Key> keys = found.stream()
                .flatMap(chat -> chat.users().stream().map(user -> new Memberships.Key(chat.id(), user)))
                .toList();
        return memberships.rows(keys).map(ChatViews::byKey);
    }

    private static Map<Memberships.Key, MemberDocument> byKey(List<MemberDocument> rows) {
        return rows.stream()
                .collect(Collectors.toMap(row -> new Memberships.Key(row.chatId(), row.userId()), row -> row));
    }

    /// Of the others it is enough to know what is known: these are few.
    private static List<UserId> partners(List<ChatDocument> found) {
        return found.stream()
                .filter(chat -> chat.kind() == ChatKind.DIRECT)
                .flatMap(chat -> chat.users().stream())
                .distinct()
                .toList();
    }

    private Mono<Map<UserId, UserSummary>> names(List<ChatDocument> found) {
        return profiles.of(
                found.stream().flatMap(chat -> chat.users().stream()).distinct().toList());
    }

    private Mono<List<ChatView>> views(Material material, Map<ChatId, MemberDocument> mine) {
        return newest(material)
                .map(newest -> material.chats().stream()
                        .flatMap(chat -> view(chat, material, mine.get(chat.id()), newest.get(chat.id())))
                        .toList());
    }

    private Mono<Map<ChatId, Newest>> newest(Material material) {
        return Flux.fromIterable(material.chats())
                .filter(chat -> head(chat, material).seq() > chat.head().seq())
                .concatMap(chat -> newest(chat, head(chat, material)))
                .collect(HashMap::new, (all, one) -> all.put(one.getKey(), one.getValue()));
    }

    private Mono<Map.Entry<ChatId, Newest>> newest(ChatDocument chat, Head head) {
        long from = Math.max(chat.head().seq() + 1, head.seq() - NEWEST + 1);
        return log.read(chat.id(), from, head.seq())
                .filter(entries -> !entries.isEmpty())
                .map(entries -> Map.entry(chat.id(), newest(chat, entries)));
    }

    private static Newest newest(ChatDocument chat, List<LogEntry> entries) {
        LatestMessage latest = chat.latest();
        for (LogEntry entry : entries) {
            if (entry instanceof LogEntry.Message message) {
                latest = latest(message);
            }
        }
        return new Newest(latest, entries.getLast().createdAt());
    }

    private static LatestMessage latest(LogEntry.Message message) {
        return new LatestMessage(Preview.of(message.text(), 140), message.sender(), message.seq(), message.createdAt());
    }

    private static Head head(ChatDocument chat, Material material) {
        return material.heads().getOrDefault(chat.id(), chat.head());
    }

    private Stream<ChatView> view(
            ChatDocument chat, Material material, @Nullable MemberDocument me, @Nullable Newest newest) {
        if (me == null) {
            return Stream.empty();
        }
        Head head = head(chat, material);
        LatestMessage latest = newest == null ? chat.latest() : newest.message();
        return Stream.of(new ChatView(
                chat.id(),
                chat.kind(),
                chat.title(),
                chat.users().stream()
                        .map(user -> material.names().getOrDefault(user, new UserSummary(user, "")))
                        .toList(),
                chat.memberCount(),
                me.role(),
                head,
                latest == null || latest.seq() < me.visibleFrom() ? null : latest,
                Math.max(0, head.ordinal() - me.receipt().readOrdinal()),
                receipts(chat, material, me),
                newest == null ? chat.activeAt() : newest.at()));
    }

    private List<Receipt> receipts(ChatDocument chat, Material material, MemberDocument me) {
        Stream<Receipt> others = chat.users().stream()
                .filter(user -> !user.equals(me.userId()) && !separation.apart(me.userId(), user))
                .map(user -> material.rows().get(new Memberships.Key(chat.id(), user)))
                .flatMap(Stream::ofNullable)
                .map(MemberDocument::receipt);
        return Stream.concat(Stream.of(me.receipt()), others).toList();
    }
}
