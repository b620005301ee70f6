package chat.parley.protocol.chat;

import chat.parley.protocol.id.UserId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a conversation's members, in order of their ids.
///
/// @param members at most 100
/// @param next what to send as `after` for the following page; absent on the last
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemberPage(List<Member> members, @Nullable UserId next) {
    public MemberPage {
        members = List.copyOf(members);
    }

    /// One of them.
    public record Member(UserSummary user, Role role) {}
}
