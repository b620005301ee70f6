package chat.parley.protocol.mail;

/// What a person is told by mail, since it may not have been they who did it.
public enum NoticeKind {
    /// Somebody signed in where nobody of this account did before.
    NEW_DEVICE,
    /// The account has another address now; goes to the one before.
    EMAIL_CHANGED,
    /// The password was set, changed or removed.
    PASSWORD_CHANGED,
    /// Too many wrong codes or passwords: for a while nobody comes in.
    TOO_MANY_FAILURES
}
