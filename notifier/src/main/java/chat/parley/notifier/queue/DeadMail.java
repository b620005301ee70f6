package chat.parley.notifier.queue;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an operator may know of a mail that could not be sent: neither the address nor the code.
///
/// @param reason why it is here
/// @param requestId empty where it cannot be read
/// @param domain of the address; empty where it cannot be read
/// @param expiresAt when it is of no use any more; empty where it cannot be read
public record DeadMail(String reason, String requestId, String domain, String expiresAt, int bytes) {
    private static final String REASON = "x-parley-reason";
    private static final int SHOWN = 100;

    static DeadMail of(@Nullable Map<String, Object> headers, byte[] body) {
        String reason = headers == null ? "" : String.valueOf(headers.getOrDefault(REASON, ""));
        JsonNode mail = read(body);
        return new DeadMail(
                reason, text(mail, "requestId"), domain(text(mail, "email")), text(mail, "expiresAt"), body.length);
    }

    private static JsonNode read(byte[] body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return JsonMapper.shared().nullNode();
        }
    }

    private static String text(JsonNode mail, String field) {
        String text = mail.path(field).asString("");
        return text.substring(0, Math.min(text.length(), SHOWN));
    }

    private static String domain(String email) {
        return email.substring(email.lastIndexOf('@') + 1);
    }
}
