package chat.parley.notifier.queue;

import chat.parley.edge.json.StrictJson;
import chat.parley.protocol.Limits;
import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.MailRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads messages of the queues. Fields that we do not know are skipped: a newer identity may send more.
@Component
final class MailReader {
    private static final Reading NOT_ONE = new Reading.Illegible("not a mail");
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final JsonMapper json = StrictJson.mapper()
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final Clock clock;

    MailReader(Clock clock) {
        this.clock = clock;
    }

    Reading read(Lane lane, byte[] body) {
        if (body.length > Limits.BODY_BYTES) {
            return new Reading.Illegible("too large");
        }
        try {
            return Optional.<MailRequest>ofNullable(json.readValue(body, lane.type()))
                    .map(mail -> judge(lane, mail))
                    .orElse(NOT_ONE);
        } catch (JacksonException | InvalidInput e) {
            return NOT_ONE;
        }
    }

    private Reading judge(Lane lane, MailRequest mail) {
        if (mail instanceof CodeMail code && !CODE.matcher(code.code()).matches()) {
            return new Reading.Illegible("no code");
        }
        if (mail.expiresAt().isAfter(clock.instant().plus(lane.longestLife()))) {
            return new Reading.Illegible("lives too long");
        }
        return new Reading.Legible(mail);
    }
}
