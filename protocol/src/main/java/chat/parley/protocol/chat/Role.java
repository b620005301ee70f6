package chat.parley.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a member may do in a group. In a direct conversation both are members.
public enum Role {
    /// Everything; there is one.
    @JsonProperty("owner")
    OWNER,
    /// Add, remove members, rename.
    @JsonProperty("admin")
    ADMIN,
    /// Read, write, leave.
    @JsonProperty("member")
    MEMBER
}
