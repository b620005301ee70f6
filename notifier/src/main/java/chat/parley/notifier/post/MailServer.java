package chat.parley.notifier.post;

import chat.parley.notifier.letter.Letter;
import com.sanctionco.jmail.JMail;
import java.util.Optional;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// The SMTP server. Talking to it blocks: on [PostConfiguration]'s schedulers, and nowhere else.
@Component
final class MailServer {
    /// For connecting and for each reply.
    private static final int PATIENCE_MS = 10_000;

    private final Mailer mailer;

    MailServer(SmtpProperties properties) {
        this.mailer = MailerBuilder.withSMTPServer(
                        properties.host(), properties.port(), properties.user(), properties.password())
                .withTransportStrategy(properties.transport())
                .withSessionTimeout(PATIENCE_MS)
                .withEmailValidator(JMail.validator())
                .buildMailer();
    }

    /// Completes when the server has answered 250, and has then run `taken`, even if nobody waits for it any more.
    Mono<Void> handOver(Letter letter, Scheduler threads, Runnable taken) {
        return Mono.fromCallable(() -> failure(letter, taken))
                .subscribeOn(threads)
                .flatMap(failure -> failure.map(Mono::<Void>error).orElseGet(Mono::empty));
    }

    /// As a value: an exception that nobody waits for any more would go to the log, with the address in its text.
    private Optional<RuntimeException> failure(Letter letter, Runnable taken) {
        try {
            send(letter, taken);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    private void send(Letter letter, Runnable taken) {
        Email email = email(letter);
        mailer.sendMail(email).join();
        taken.run();
    }

    private Email email(Letter letter) {
        try {
            Email email = compose(letter);
            if (mailer.validate(email)) {
                return email;
            }
            throw new UnsendableException();
        } catch (MailException | IllegalArgumentException e) {
            throw new UnsendableException();
        }
    }

    private static Email compose(Letter letter) {
        return EmailBuilder.startingBlank()
                .fixingMessageId(letter.messageId())
                .from(letter.from())
                .to(letter.to())
                .withSubject(letter.subject())
                .withPlainText(letter.text())
                .withHTMLText(letter.html())
                .withHeader("Auto-Submitted", "auto-generated")
                .buildEmail();
    }
}
