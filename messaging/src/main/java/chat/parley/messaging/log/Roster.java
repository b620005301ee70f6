package chat.parley.messaging.log;

import chat.parley.protocol.Limits;
import chat.parley.protocol.chat.ChatKind;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.chat.Role;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who belongs to a conversation and may do what: a fold over its notices. Immutable.
///
/// The log is the judge of rights: an append at seq n is judged by the roster as of n − 1, never by a cache, because
/// an insert at n fails where the roster was stale. Applying a notice twice changes nothing.
///
/// @param kind of the conversation; meaningless while it does not exist
/// @param title of a group
/// @param members with their roles, in order of joining
/// @param asOf seq of the last notice in it; 0 while the conversation does not exist
public record Roster(ChatKind kind, @Nullable String title, Map<UserId, Role> members, long asOf) {
    /// Before the first notice.
    public static final Roster NOBODY = new Roster(ChatKind.DIRECT, null, Map.of(), 0);

    public Roster {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// What is to be done with an append.
    sealed interface Verdict {
        /// Write this (perhaps narrowed to what is still to do).
        record Accepted(Append append) implements Verdict {}

        /// Tell the asker no.
        record Refused(ErrorCode code, String detail) implements Verdict {}
    }

    /// Whether this person belongs to it.
    public boolean has(UserId user) {
        return members.containsKey(user);
    }

    /// The role of a member.
    public Optional<Role> roleOf(UserId user) {
        return Optional.ofNullable(members.get(user));
    }

    /// The roster after this notice.
    public Roster after(LogEntry.Notice notice) {
        if (notice.seq() <= asOf) {
            return this;
        }
        return switch (notice.kind()) {
            case CREATED -> created(notice);
            case JOINED -> joined(notice);
            case LEFT, REMOVED -> without(notice);
            case RENAMED -> new Roster(kind, notice.title(), members, notice.seq());
        };
    }

    /// Judges an append that would be the next entry.
    Verdict judge(Append append) {
        if (append instanceof Append.Notice notice && notice.kind() == NoticeKind.CREATED) {
            return asOf == 0 ? new Verdict.Accepted(append) : conflict("The conversation exists already.");
        }
        if (!has(append.sender())) {
            return new Verdict.Refused(ErrorCode.NOT_FOUND, "There is no such conversation.");
        }
        return switch (append) {
            case Append.Text text -> new Verdict.Accepted(text);
            case Append.Notice notice -> judgeNotice(notice);
        };
    }

    private Verdict judgeNotice(Append.Notice notice) {
        if (kind == ChatKind.DIRECT) {
            return conflict("A conversation of two cannot be changed; open a group instead.");
        }
        return switch (notice.kind()) {
            case CREATED -> conflict("The conversation exists already.");
            case JOINED -> judgeJoin(notice);
            case LEFT -> new Verdict.Accepted(notice);
            case REMOVED -> judgeRemoval(notice);
            case RENAMED -> mayManage(notice.sender()) ? new Verdict.Accepted(notice) : forbidden("rename the group");
        };
    }

    private Verdict judgeJoin(Append.Notice notice) {
        List<UserId> strangers =
                notice.subjects().stream().filter(user -> !has(user)).distinct().toList();
        if (strangers.isEmpty()) {
            return conflict("They are members already.");
        }
        if (members.size() + strangers.size() > Limits.GROUP_MEMBERS) {
            return new Verdict.Refused(
                    ErrorCode.UNPROCESSABLE, "A group has at most " + Limits.GROUP_MEMBERS + " members.");
        }
        return new Verdict.Accepted(
                new Append.Notice(notice.sender(), notice.clientMessageId(), notice.kind(), strangers, notice.title()));
    }

    private Verdict judgeRemoval(Append.Notice notice) {
        if (!notice.subjects().stream().allMatch(this::has)) {
            return new Verdict.Refused(ErrorCode.NOT_FOUND, "There is no such member.");
        }
        boolean allowed = notice.subjects().stream().allMatch(user -> outranks(notice.sender(), user));
        return allowed ? new Verdict.Accepted(notice) : forbidden("remove this member");
    }

    private boolean mayManage(UserId user) {
        return members.get(user) == Role.OWNER || members.get(user) == Role.ADMIN;
    }

    private boolean outranks(UserId user, UserId other) {
        Role mine = members.get(user);
        Role theirs = members.get(other);
        return mine != null && theirs != null && mine.compareTo(theirs) < 0;
    }

    private Roster created(LogEntry.Notice notice) {
        ChatKind of = notice.title() == null ? ChatKind.DIRECT : ChatKind.GROUP;
        Map<UserId, Role> first = new LinkedHashMap<>();
        first.put(notice.actor(), of == ChatKind.GROUP ? Role.OWNER : Role.MEMBER);
        notice.subjects().forEach(user -> first.putIfAbsent(user, Role.MEMBER));
        return new Roster(of, notice.title(), first, notice.seq());
    }

    private Roster joined(LogEntry.Notice notice) {
        Map<UserId, Role> more = new LinkedHashMap<>(members);
        notice.subjects().forEach(user -> more.putIfAbsent(user, Role.MEMBER));
        return new Roster(kind, title, more, notice.seq());
    }

    private Roster without(LogEntry.Notice notice) {
        Map<UserId, Role> fewer = new LinkedHashMap<>(members);
        notice.subjects().forEach(fewer::remove);
        if (!fewer.isEmpty() && !fewer.containsValue(Role.OWNER)) {
            fewer.put(heir(fewer), Role.OWNER);
        }
        return new Roster(kind, title, fewer, notice.seq());
    }

    /// A group is never without an owner: the oldest admin inherits, else the oldest member.
    private static UserId heir(Map<UserId, Role> members) {
        return members.entrySet().stream()
                .filter(member -> member.getValue() == Role.ADMIN)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> members.keySet().iterator().next());
    }

    private static Verdict conflict(String detail) {
        return new Verdict.Refused(ErrorCode.CONFLICT, detail);
    }

    private static Verdict forbidden(String what) {
        return new Verdict.Refused(ErrorCode.FORBIDDEN, "You need to be owner or admin to " + what + ".");
    }
}
