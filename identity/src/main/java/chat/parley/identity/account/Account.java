package chat.parley.identity.account;

import chat.parley.protocol.account.AccountBodies.Me;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.id.UserId;
import java.util.Locale;

/// A person's account.
///
/// @param name empty until chosen
public record Account(UserId id, EmailAddress email, String name, Profile profile, Standing standing) {
    /// The same account, allowed other things.
    public Account with(Standing other) {
        return new Account(id, email, name, profile, other);
    }

    /// As its owner sees it.
    public Me me() {
        return new Me(
                id,
                email.value(),
                name,
                profile.handle(),
                profile.about(),
                profile.language(),
                profile.timeZone(),
                standing.role(),
                profile.hasPassword(),
                profile.createdAt());
    }

    /// The language to write to its person in: the one they chose, or else this one.
    public Locale mailLanguage(Locale fallback) {
        return profile.language().isEmpty() ? fallback : Locale.forLanguageTag(profile.language());
    }

    /// As others see it.
    public UserSummary summary() {
        return new UserSummary(id, name);
    }
}
