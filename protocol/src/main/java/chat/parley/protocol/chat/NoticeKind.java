package chat.parley.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What happened to the conversation itself.
public enum NoticeKind {
    /// Opened by `actor` with `subjects` (the actor among them).
    @JsonProperty("created")
    CREATED,
    /// `actor` added `subjects`.
    @JsonProperty("joined")
    JOINED,
    /// `actor` left; `subjects` holds the actor.
    @JsonProperty("left")
    LEFT,
    /// `actor` removed `subjects`.
    @JsonProperty("removed")
    REMOVED,
    /// `actor` changed the title to `title`.
    @JsonProperty("renamed")
    RENAMED
}
