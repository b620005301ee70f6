package chat.parley.notifier.post;

import chat.parley.notifier.letter.Letters;
import chat.parley.notifier.outage.Outage;
import chat.parley.protocol.mail.CodeMail;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Sends code mails, each until it is sent, refused or too late.
///
/// In any order. A mail that waits for its next attempt holds no thread.
@Component
public final class CodePost {
    private static final Logger LOG = LoggerFactory.getLogger(CodePost.class);

    /// A code that dies while somebody reads it helps nobody.
    private static final Duration WORTH_SENDING = Duration.ofSeconds(5);

    private static final Duration HAND_OVER = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final SentMails sent = new SentMails();
    private final Outage outage = new Outage(LOG, "The mail server");
    private final Letters letters;
    private final MailServer server;
    private final Clock clock;

    CodePost(Letters letters, MailServer server, Clock clock) {
        this.letters = letters;
        this.server = server;
        this.clock = clock;
    }

    /// Ends with an outcome, never with an error of the mail server's.
    public Mono<PostOutcome> post(CodeMail mail) {
        return Mono.defer(() -> attempt(mail))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE));
    }

    private Mono<PostOutcome> attempt(CodeMail mail) {
        if (sent.contains(mail.requestId())) {
            return Mono.just(new PostOutcome.Sent());
        }
        Duration left = Duration.between(clock.instant(), mail.expiresAt());
        return left.compareTo(WORTH_SENDING) < 0 ? Mono.just(new PostOutcome.Expired()) : handOver(mail, left);
    }

    private Mono<PostOutcome> handOver(CodeMail mail, Duration left) {
        return Mono.fromSupplier(() -> letters.write(mail, left))
                .flatMap(letter -> server.handOver(letter, () -> sent.add(mail.requestId())))
                .timeout(shorter(left, HAND_OVER))
                .doOnSuccess(done -> outage.ended())
                .doOnError(this::note)
                .thenReturn((PostOutcome) new PostOutcome.Sent())
                .onErrorResume(Refusals::isFinal, CodePost::refused);
    }

    private static Mono<PostOutcome> refused(Throwable failure) {
        return Mono.just(new PostOutcome.Refused(Refusals.describe(failure)));
    }

    /// A reply to this one mail does not mean that the server is away.
    private void note(Throwable failure) {
        if (Refusals.reply(failure).isEmpty() && !Refusals.isFinal(failure)) {
            outage.began(Refusals.describe(failure));
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
