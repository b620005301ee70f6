package chat.parley.faults.history;

import java.util.Locale;

/// The `f` of a line: what was done or seen. In the file as `store-audit` for [#STORE_AUDIT].
///
/// An *entry line* describes one entry of a conversation: `conversation`, `seq`, `id`, and for messages
/// `clientMessageId` and `digest`. A `clientMessageId` is used by one person only.
public enum Act {
    /// Operation: sends a message. `conversation`, `clientMessageId`, `digest` of the content; `ok` adds `id`, `seq`.
    /// The outcome bears the same `client` as its invoke, on whichever connection it came.
    SEND,
    /// Entry line: the client showed an entry, pushed or from the answer to a resume, over this connection.
    RECV,
    /// Operation on `conversation`: fetches entries (history page, resume). Each entry fetched is an entry line of type
    /// `ok`, written before anything of it is shown.
    READ,
    /// The client is about to report `seq` as read in `conversation` (`invoke` is enough).
    MARK_READ,
    /// The same for delivered.
    MARK_DELIVERED,
    /// Observed: in `conversation` the member with user name `id` has read up to `seq`.
    SAW_READ,
    /// The same for delivered.
    SAW_DELIVERED,
    /// The person `client` is a member of `conversation` from entry `seq` on (the creation or the joining notice),
    /// written after the acknowledgement. A conversation without such lines belongs to everybody.
    JOINED,
    /// The person `client` is a member no longer; `seq` is the notice. Written after the acknowledgement.
    REMOVED,
    /// Operation: opens the live connection `client`.
    CONNECT,
    /// The connection goes on in `conversation` after entry `seq` (0: from the first), the cursor it gave in its hello.
    RESUME,
    /// The server told the connection to load `conversation` anew.
    RESYNC,
    /// The connection ended: `ok` closed in an orderly way, `info` cut, crashed or partitioned.
    DISCONNECT,
    /// Observed: the person with user name `id` is shown online (`seq` 1) or offline (`seq` 0).
    PRESENCE,
    /// Operation: the device `client` signs in.
    LOGIN,
    /// Logout, revocation or password change was acknowledged; the session of device `client` is void.
    REVOKE,
    /// Operation: exchanges the refresh token with this `digest`.
    REFRESH,
    /// Operation: asks for a code mail. `id` names the request (an address of its own); `ok` has the code's life in
    /// seconds as `seq`.
    CODE_REQUEST,
    /// Observed at the mail server: a mail for request `id` with a code of this `digest`.
    MAIL,
    /// The mail for request `id` was given up, on record.
    MAIL_EXPIRED,
    /// The suite begins a fault, named by `id`.
    FAULT,
    /// The suite ended all faults.
    HEAL,
    /// The suite waited until heads rested; final reads follow, nobody sends any more.
    REST,
    /// As [#READ], at the end, the whole conversation as this reader may see it. Its last line is of type `ok` without
    /// `seq`; a read that ends otherwise does not count.
    FINAL_READ,
    /// As [#FINAL_READ], read from the store itself.
    STORE_AUDIT;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// As in the file.
    public String wire() {
        return wire;
    }
}
