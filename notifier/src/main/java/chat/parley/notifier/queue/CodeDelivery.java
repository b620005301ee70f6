package chat.parley.notifier.queue;

import chat.parley.edge.json.StrictJson;
import chat.parley.notifier.letter.CodeLetters;
import chat.parley.notifier.smtp.Postman;
import chat.parley.notifier.smtp.Refused;
import chat.parley.protocol.mail.CodeMail;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/// Sends a code, again and again while the mail server is away, as long as the code is of use.
@Component
class CodeDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(CodeDelivery.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final CodeLetters letters;
    private final Postman postman;
    private final Clock clock;
    private final JsonMapper json = StrictJson.mapper();

    CodeDelivery(CodeLetters letters, Postman postman, Clock clock) {
        this.letters = letters;
        this.postman = postman;
        this.clock = clock;
    }

    /// What became of the mail in this payload. Never fails.
    Mono<Fate> deliver(byte[] payload) {
        return Mono.fromCallable(() -> json.readValue(payload, CodeMail.class))
                .onErrorMap(error -> new Unreadable())
                .flatMap(this::deliver)
                .onErrorResume(error -> Mono.just(new Fate.Dead(reason(error))));
    }

    private Mono<Fate> deliver(CodeMail mail) {
        return Mono.defer(() -> isOfUse(mail) ? send(mail) : expired(mail))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .filter(error -> !(error instanceof Refused))
                        .doBeforeRetry(attempt -> noteFirst(mail, attempt)));
    }

    private Mono<Fate> send(CodeMail mail) {
        return Mono.fromSupplier(() -> letters.write(mail))
                .flatMap(letter -> postman.deliver(mail.requestId(), mail.email(), letter))
                .thenReturn(new Fate.Sent());
    }

    private boolean isOfUse(CodeMail mail) {
        return clock.instant().isBefore(mail.expiresAt());
    }

    private static Mono<Fate> expired(CodeMail mail) {
        LOG.info("Mail {} was not sent: its code expired", mail.requestId());
        return Mono.just(new Fate.Expired());
    }

    private static void noteFirst(CodeMail mail, Retry.RetrySignal attempt) {
        if (attempt.totalRetries() == 0) {
            String failure = attempt.failure().getClass().getSimpleName();
            LOG.warn("Mail {} will be tried again: {}", mail.requestId(), failure);
        }
    }

    private static String reason(Throwable error) {
        return error instanceof Refused refused
                ? refused.reason()
                : error.getClass().getSimpleName();
    }

    /// Says nothing of the payload.
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("not a code mail", null, false, false);
        }
    }
}
