package chat.parley.protocol.mail;

/// What a one-time code is good for, and nothing else.
public enum CodePurpose {
    /// Coming in.
    SIGN_IN,
    /// Showing once more that it is the same person.
    REAUTH,
    /// Showing that a new address is one's own.
    CONFIRM_EMAIL
}
