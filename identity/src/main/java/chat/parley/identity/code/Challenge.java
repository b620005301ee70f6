package chat.parley.identity.code;

import chat.parley.identity.account.EmailAddress;
import chat.parley.protocol.mail.CodePurpose;

/// What a one-time code answers: it goes to this address, is good for this and nothing else, and only for the one who
/// asked for it.
///
/// @param binding what only the one who asked knows or is: the id in a browser's cookie, a session
public record Challenge(EmailAddress email, CodePurpose purpose, String binding) {
    /// Without the binding, which may be a secret.
    @Override
    public String toString() {
        return "Challenge[" + purpose + "]";
    }
}
