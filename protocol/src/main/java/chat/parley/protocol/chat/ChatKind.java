package chat.parley.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a conversation is.
public enum ChatKind {
    /// Between two people, unique per pair, without a title.
    @JsonProperty("direct")
    DIRECT,
    /// Among any number of people up to the limit, with a title and roles.
    @JsonProperty("group")
    GROUP
}
