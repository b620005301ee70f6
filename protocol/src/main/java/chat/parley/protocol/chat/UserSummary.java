package chat.parley.protocol.chat;

import chat.parley.protocol.Check;
import chat.parley.protocol.id.UserId;

/// What others see of a person. Never an e-mail address.
///
/// @param name display name; empty until the person chose one
public record UserSummary(UserId id, String name) {
    public UserSummary {
        Check.present(id, "id");
        Check.present(name, "name");
    }
}
