package chat.parley.notifier.queue;

import chat.parley.edge.json.StrictJson;
import chat.parley.protocol.Limits;
import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.mail.CodeMail;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads messages of queue `send-otp`. Fields that we do not know are skipped: a newer identity may send more.
@Component
final class CodeMailReader {
    /// A mail is tried again until it expires, so this bounds how long it may hold its place.
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(15);

    private static final Reading NOT_ONE = new Reading.Illegible("not a code mail");
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final JsonMapper json = StrictJson.mapper()
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final Clock clock;

    CodeMailReader(Clock clock) {
        this.clock = clock;
    }

    Reading read(byte[] body) {
        if (body.length > Limits.BODY_BYTES) {
            return new Reading.Illegible("too large");
        }
        try {
            return Optional.ofNullable(json.readValue(body, CodeMail.class))
                    .map(this::judge)
                    .orElse(NOT_ONE);
        } catch (JacksonException | InvalidInput e) {
            return NOT_ONE;
        }
    }

    private Reading judge(CodeMail mail) {
        if (!CODE.matcher(mail.code()).matches()) {
            return new Reading.Illegible("no code");
        }
        if (mail.expiresAt().isAfter(clock.instant().plus(LONGEST_LIFE))) {
            return new Reading.Illegible("lives too long");
        }
        return new Reading.Legible(mail);
    }
}
