package chat.parley.protocol;

/// The bounds that clients and servers share. Each is the largest value that is still accepted.
public final class Limits {
    /// Characters (Unicode code points) in a message's text.
    public static final int TEXT_CHARACTERS = 4_000;
    /// Bytes in one frame from a client, fragments added up.
    public static final int FRAME_BYTES = 64 * 1024;
    /// Bytes in a JSON request body.
    public static final int BODY_BYTES = 64 * 1024;
    /// Characters in a person's display name.
    public static final int NAME_CHARACTERS = 60;
    /// Characters in what a person says about themselves.
    public static final int ABOUT_CHARACTERS = 300;
    /// Bytes (UTF-8) in a password: bcrypt reads no more.
    public static final int PASSWORD_BYTES = 72;
    /// Characters in a password, at least.
    public static final int PASSWORD_CHARACTERS_MIN = 15;
    /// Characters in a group's title.
    public static final int TITLE_CHARACTERS = 80;
    /// Characters in an e-mail address (RFC 5321: 254).
    public static final int EMAIL_CHARACTERS = 254;
    /// Members of a group.
    public static final int GROUP_MEMBERS = 10_000;
    /// People added to a group by one request.
    public static final int MEMBERS_PER_REQUEST = 100;
    /// Members named in a conversation's summary; the rest come in pages.
    public static final int MEMBERS_IN_VIEW = 50;
    /// Conversations of one person.
    public static final int CHATS_PER_USER = 5_000;
    /// Entries in one page of history or one `entries` frame.
    public static final int PAGE_ENTRIES = 100;
    /// Conversations in one page of the list.
    public static final int PAGE_CHATS = 100;
    /// Cursors in one `hello`.
    public static final int HELLO_CURSORS = 200;
    /// Heads in one `heads` or `heartbeat` frame.
    public static final int HEADS_PER_FRAME = 200;
    /// People whose presence one connection may watch.
    public static final int WATCHED_USERS = 200;
    /// Accounts, or entries of the audit log, in one page for those who look after the installation.
    public static final int PAGE_ADMIN = 100;
    /// People whom one person may block.
    public static final int BLOCKS_PER_USER = 1_000;
    /// Characters in the reason for suspending an account.
    public static final int REASON_CHARACTERS = 300;
    /// Characters in an access token.
    public static final int TOKEN_CHARACTERS = 4_096;

    private Limits() {}
}
