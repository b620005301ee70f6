package chat.parley.notifier.post;

import chat.parley.notifier.letter.Letters;
import chat.parley.notifier.outage.Outage;
import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.MailRequest;
import chat.parley.protocol.mail.NoticeMail;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/// Sends mails, each until it is sent, refused or too late.
///
/// In any order. A mail that waits for its next attempt holds no thread.
@Component
public final class MailPost {
    private static final Logger LOG = LoggerFactory.getLogger(MailPost.class);

    /// A code that dies while somebody reads it helps nobody.
    private static final Duration WORTH_SENDING = Duration.ofSeconds(5);

    private static final Duration HAND_OVER = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /// Nobody waits for a notice, and it has a day: a mail server that puts it off is left alone for a while.
    private static final Duration LONGEST_PAUSE_OF_NOTICES = Duration.ofMinutes(5);

    private final SentMails sent = new SentMails();
    private final Outage outage = new Outage(LOG, "The mail server");
    private final Letters letters;
    private final MailServer server;
    private final Scheduler codeScheduler;
    private final Scheduler noticeScheduler;
    private final Clock clock;

    MailPost(
            Letters letters,
            MailServer server,
            @Qualifier("codeScheduler") Scheduler codeScheduler,
            @Qualifier("noticeScheduler") Scheduler noticeScheduler,
            Clock clock) {
        this.codeScheduler = codeScheduler;
        this.noticeScheduler = noticeScheduler;
        this.letters = letters;
        this.server = server;
        this.clock = clock;
    }

    /// Ends with an outcome, never with an error of the mail server's.
    public Mono<PostOutcome> post(MailRequest mail) {
        return Mono.defer(() -> attempt(mail))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(longestPause(mail)));
    }

    private Mono<PostOutcome> attempt(MailRequest mail) {
        if (sent.contains(mail.requestId())) {
            return Mono.just(new PostOutcome.Sent());
        }
        Duration left = Duration.between(clock.instant(), mail.expiresAt());
        return left.compareTo(worthSending(mail)) < 0 ? Mono.just(new PostOutcome.Expired()) : handOver(mail, left);
    }

    private Mono<PostOutcome> handOver(MailRequest mail, Duration left) {
        return Mono.fromSupplier(() -> letters.write(mail, left))
                .flatMap(letter -> server.handOver(letter, threads(mail), () -> sent.add(mail.requestId())))
                .timeout(shorter(left, HAND_OVER))
                .doOnSuccess(done -> outage.ended())
                .doOnError(this::note)
                .thenReturn((PostOutcome) new PostOutcome.Sent())
                .onErrorResume(Refusals::isFinal, MailPost::refused);
    }

    private static Duration worthSending(MailRequest mail) {
        return switch (mail) {
            case CodeMail code -> WORTH_SENDING;
            case NoticeMail notice -> Duration.ZERO;
        };
    }

    private static Duration longestPause(MailRequest mail) {
        return switch (mail) {
            case CodeMail code -> LONGEST_PAUSE;
            case NoticeMail notice -> LONGEST_PAUSE_OF_NOTICES;
        };
    }

    private Scheduler threads(MailRequest mail) {
        return switch (mail) {
            case CodeMail code -> codeScheduler;
            case NoticeMail notice -> noticeScheduler;
        };
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
